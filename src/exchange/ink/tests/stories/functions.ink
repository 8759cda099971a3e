// Functions: values, references, text, and settings.
VAR health = 3
VAR gold = 1
-> camp
=== function clamp(x, low, high)
{ x < low:
    ~ return low
}
{ x > high:
    ~ return high
}
~ return x

=== function hit(ref what, by)
~ what = what - by
{ what < 0:
    ~ what = 0
}

=== function mood()
{health > 2: bright|{health > 0: grim|silent}}

=== function is_rich
~ return gold > 2

=== function earn(by)
~ gold = gold + by
~ return gold >= 3

=== camp
The camp is {mood()}.
+ {health > 0} [Fight]
    ~ hit(health, 1)
    You win, but you bleed. {health == 0: It is your last fight.}
    ~ temp rich = earn(1)
    {rich: Your purse is heavy.}
    {gold > 4: -> rest}
    -> camp
* [Sleep]
    ~ health = clamp(health + 5, 0, 4)
    You sleep until noon.
    -> camp
* {is_rich()} [Buy a mule] -> rest
* {health == 0} [Give up] -> rest

=== rest
{is_rich(): You have enough|You have too little} and the day is {mood()}.
-> END
