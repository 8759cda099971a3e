// Sequences of all orders but shuffles.
-> cage
=== cage
{&The parrot blinks.|The parrot scratches.}
The parrot says {&one|two|three}. {!It wants a nut.|It wants two nuts.}
{stopping:
- You laugh.
- You smile.
- You sigh.
}
{cycle:
- Tick.
- Tock.
}
{once:
- A door slams.
- The wind drops.
}
+ [{Talk|Talk again} to the parrot] "Hello," you say{|, again|, for the last time}.
    -> cage
* [Give it a nut] It cracks the nut.
    -> cage
+ {cage > 3} [Leave] -> END
