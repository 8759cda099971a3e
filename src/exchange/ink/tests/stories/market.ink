// A market with a hub: sticky and once-only choices, visits and a fallback.
VAR coins = 5
The ferry sets you down at the market.
-> square

=== square ===
{You smell bread and tar.|The square again.|The stalls begin to close.}
{square > 2: A clock strikes.}
* [Buy a loaf]
    ~ coins -= 2
    The baker counts {coins} coins into your hand.
    -> square
* {coins >= 3} [Buy a map]
    ~ coins -= 3
    The map shows the hills. <>
    -> reading
+ {square < 5} [Look around]
    {Gulls.|Children with kites.|Nothing new.}
    -> square
* {fountain} [Go back to the fountain]
    The fountain is dry now.
    -> square
* {not fountain} [Sit by the fountain] -> fountain
* ->
    The bell rings. Everybody goes home.
    {not reading: You never saw a map.}
    -> END

= fountain
Water. You wash your hands.
-> square

=== reading ===
You follow the road with a finger.
-> square
