// Threads: choices that come from several knots.
VAR asked = 0
-> quay
=== quay
You stand on the quay.
<- talk("captain")
<- look
* [Go home] -> home
-> DONE

=== talk(who)
{who == "captain": The captain is here.}
* [Ask about the ship]
    ~ asked++
    "She sails at dawn." # by: CAPTAIN
    -> quay
+ {asked > 0} [Ask again]
    "I told you."
    -> quay
- -> DONE

=== look
* (gulls) [Look at the gulls] They look back.
    -> quay
* {gulls} [Look at the sea] It is grey.
    ** [Look longer] It stays grey.
    ** [Turn away]
    -- You turn.
    -> quay

=== home
{look.gulls: You dream of gulls.|You dream of nothing.}
-> END
