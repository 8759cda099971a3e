// Stitches, parameters, places as values, and temporary variables.
VAR next_place = -> office.desk
-> office
=== office
= desk
The desk has three letters.
* [The blue one] -> letter("blue", -> office.window)
* [The red one] -> letter("red", -> office.desk)
* {letter} [Leave the rest] -> window
= window
From the window you see the yard.
~ temp birds = 2
{letter > 1:
    ~ birds = birds + 1
}
There are {birds} birds.
-> next_place_knot
=== letter(colour, -> then)
You open the {colour} letter.
{colour == "red": It is from your brother.}
* [Burn it]
    ~ next_place = -> ashes
    It burns.
* [Keep it]
    It goes into the drawer.
- -> then
=== next_place_knot
{next_place == -> ashes: The room smells of smoke.}
* {next_place == -> office.desk} [Back to the desk] -> next_place
* [Stop] -> ashes
* -> ashes
=== ashes
Ashes everywhere.
-> END
