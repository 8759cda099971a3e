/* The second part
   is in this file. */
VAR polite = 0
A short night in a long house.
=== parlour
, and you step inside.
Sit down. # by: OLD MAN
+ [Sit]
  ~ polite = 1
+ [Stand]
-
{polite:
    "Good," he says. # by: OLD MAN
- else:
    "As you like," he says. # by: OLD MAN
}
-> END
