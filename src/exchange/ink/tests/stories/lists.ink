// Lists: one item, several items, and items in order.
LIST weather = (calm), windy, stormy
LIST bag = rope, (knife), lantern
LIST room = kitchen, hall, (attic)
VAR here = kitchen
-> start
=== start
{weather == calm: The air is still.}
{weather == windy: Leaves fly.}
{weather > windy: You cannot stand.}
{bag ? rope: A rope hangs over your shoulder.}
{bag ? (rope, lantern): You are well prepared.}
{bag has knife: A knife is in your belt.}
{here == hall: You are in the hall.}
You see {here}.
+ {weather < stormy} [Wait]
    ~ weather++
    You wait.
    -> start
* [Take the rope]
    ~ bag += rope
    ~ here = hall
    You take it.
    -> start
* [Take the lantern]
    ~ bag += lantern
    You take it.
    -> start
* {bag ? knife} [Drop the knife]
    ~ bag -= knife
    It falls.
    -> start
* [Empty the bag]
    ~ bag = ()
    ~ weather = calm
    {bag: Something is left.|Nothing is left.}
    -> start
* {LIST_COUNT(bag) >= 2} [Go out] -> out
* {weather == stormy} [Stay in] -> out
=== out
{not (bag ? lantern): It is dark outside.|Your lantern shines.}
-> END
