// Alternatives that lead elsewhere and set values, and choices with several conditions.
VAR key = false
VAR tries = 0
-> gate
=== gate
{A locked gate.|The gate again. |-> give_up}
{tries == 2:
    ~ key = true
    Something glints in the grass: a key.
}
+ { not key } { tries < 3 } [Push]
  ~ tries = tries + 1
  It does not move.
  {tries > 1: -> hedge}
* {key} [Unlock it] -> garden
* [Walk round] -> hedge
- -> gate
=== hedge
{hedge == 1: Thorns.}
{stopping:
- You tear your sleeve.
- You tear the other sleeve.
  ~ tries = 2
- -> give_up
}
+ [Back] -> gate
* {hedge > 1} [Through] -> garden
=== garden
Roses. {key: You pocket the key.}
-> END
=== give_up
You go home.
-> END
