// Numbers in the text, else-if chains, a switch, and settings in conditions.
VAR luck = 2
VAR bets = 0
CONST LIMIT = 3
-> table

=== table
{
- luck == 0: You have no luck left.
- luck == 1: One bit of luck.
- luck > 3:
    The table goes quiet.
    Everyone looks at you.
- else: You feel fine.
}
{bets:
- 0: Nobody has played yet.
- 1: One game is over.
- else: They know you now.
}
* {bets < LIMIT} [Play high]
    ~ bets = bets + 1
    {luck > 1:
        ~ luck = luck - 2
        You lose {2 - bets} or so.
    - else:
        ~ luck += 3
        You win!
    }
    -> table
+ {bets < LIMIT} [Play low]
    ~ bets++
    ~ luck = luck + 1
    You have {luck} chips.
    -> table
+ [Leave] -> leave

=== leave
{bets == 0 and luck == 2:
    You never played.
    -> END
}
{not (bets > 1) || luck >= 4:
    A short evening<>
- else:
    A long evening<>
}
, all in all. -> done

=== done
Good night.
-> DONE
