// Loops at labels, conditions in which choices are offered, brackets in three parts.
VAR tea = 0
The kitchen is cold.
- (top)
{top > 1: The clock ticks.}
* [Light the stove] You strike a match.
    The flame is {blue|yellow}.
* (kettle) {tea == 0} Put the kettle on[.], and wait.
    ~ tea = 1
* {kettle and tea == 1} Pour[ the tea] a cup \{hot\}.
    ~ tea = 2
    {not (top > 2): It is early yet.}
+ {tea < 2} [Look out] Rain. {!Only rain.}
* {tea == 2} [Drink] -> drunk
- {top < 6: -> top}
You fall asleep.
-> END
=== drunk
{tea == 2:
    * [Sit down] You sit.
        -> finish
    * [Stay standing] You stand.
        -> finish
- else:
    * [Wash up] -> finish
}
=== finish
{kettle: The kettle sings<>}{tea: , and the tea is good<>}.
-> END
