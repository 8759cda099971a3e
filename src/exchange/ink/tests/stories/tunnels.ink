// Tunnels from several places, and one in another.
VAR hurt = 0
You come to the crossroads.
-> weather ->
* [Go left] The path is steep.
    -> stumble ->
    -> weather ->
    You reach the hut.
* [Go right] The path is easy.
    -> weather -> hut
- You knock.
-> stumble -> night

=== hut
The hut has a red door.
-> stumble ->
-> night

=== weather
{It rains.|It still rains.|The rain stops.}
->->

=== stumble
~ hurt = hurt + 1
You stumble. {hurt > 1: It hurts more than before.}
* [Rest] You rest.
    -> weather ->
    ~ hurt = 0
+ [Go on]
-   ->->

=== night
{hurt:
    You limp inside.
- else:
    You walk inside.
}
-> END
