// Weaves in weaves, with labels and gathers.
You wake in a cellar.
*   [Stand up] You stand up slowly.
    * *     [Feel the wall]
            The wall is wet.
            * * *   [Taste it] Salt.
            * * *   [Wipe your hand] Better not.
            - - -   (after_wall) The sea must be close.
    * *     (listened) [Listen]
            Steps above.
    - -     You find a ladder.
*   [Stay down]
    You wait. Nothing happens.
-   Light comes through a gap.
*   (shouted) "Help!"[ you shout], and the echo says it too.
*   {after_wall} [Think of the sea] You think of the tide.
*   [Climb]
-   {shouted: Somebody opens the hatch.|You push the hatch open yourself.}
    {listened: You know the steps.}
    -> END
