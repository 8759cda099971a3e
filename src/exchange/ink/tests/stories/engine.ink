// Rests, limits and counters.
VAR turns = 0
VAR heat = 0
VAR valve = "shut"
-> engine
=== engine
~ turns = turns + 1
{turns % 2 == 0: The wheel creaks.}
{heat >= 2 && valve == "shut": The pipe hums.}
{valve != "shut": Steam fills the room.}
+ {heat < 4} [Add coal]
    ~ heat = MIN(heat + 2, 4)
    The fire roars.
* [Open the valve]
    ~ valve = "open"
    ~ heat -= 1
    It hisses.
* {heat > 2} [Run]
    -> outside
+ {turns > 1} [Wait]
    {
    - heat == 0: Cold iron.
    - heat <= 2: Warm iron.
    - else: Hot iron.
    }
- {turns >= 5: -> outside}
-> engine
=== outside
{heat > 2: Behind you the boiler bursts.|Behind you the boiler cools.}
{turns > 3: You are late.}
-> END
