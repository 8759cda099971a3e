//! What people write now: addresses, telephone numbers, times, cries.

use super::*;

#[test]
fn addresses_of_the_internet() {
    check(
        &[
            (
                "See https://www.example.com for more.",
                "See W-W-W dot example dot com for more.",
            ),
            (
                "See https://www.example.com/page?id=3 or www.example.org for",
                "See W-W-W dot example dot com slash page or W-W-W dot example dot org for",
            ),
            ("at example.com.", "at example dot com."),
            ("(http://example.co.uk/)", "(example dot co dot U-K)"),
            (
                "to anna.smith@example.org, please",
                "to anna dot smith at example dot org, please",
            ),
            (
                "at shop.example.com/page/2",
                "at shop dot example dot com slash page slash two",
            ),
            ("He left. it went", "He left. it went"),
        ],
        American,
    );
}

#[test]
fn telephone_numbers() {
    check(
        &[
            (
                "ring 020 7946 0958 now",
                "ring oh two oh, seven nine four six, oh nine five eight now",
            ),
            (
                "on 01632 960123.",
                "on oh one six three two, nine six oh one two three.",
            ),
            (
                "call 0800 123 456",
                "call oh eight oh oh, one two three, four five six",
            ),
            (
                "on (020) 7946 0958",
                "on (oh two oh), seven nine four six, oh nine five eight",
            ),
            (
                "+44 (0)20 7946 0958",
                "plus four four, two oh, seven nine four six, oh nine five eight",
            ),
            ("Dial 999 now", "Dial nine nine nine now"),
            (
                "telephone Whitehall 1212.",
                "telephone Whitehall one two one two.",
            ),
            (
                "in 1999 2000 men",
                "in nineteen ninety nine two thousand men",
            ),
        ],
        British,
    );
}

#[test]
fn times_with_a_stop() {
    check(
        &[
            ("at 7.30 he", "at seven thirty he"),
            ("the 9.15 train", "the nine fifteen train"),
            ("by 6.05 at last", "by six oh five at last"),
            ("at 3.50 per cent", "at three point five nought per cent"),
            ("about 4.20 pounds", "about four point two nought pounds"),
            ("at 7.45 a.m. he", "at seven forty five A-M he"),
        ],
        British,
    );
    check(
        &[
            ("at 7.30 he", "at seven thirty he"),
            ("the 5.30 from Bath", "the five thirty from Bath"),
            ("about 7.30 he", "about seven point three zero he"),
            ("at 3.50 miles", "at three point five zero miles"),
            ("12:00 noon", "twelve noon"),
        ],
        American,
    );
}

#[test]
fn cries_and_stammers() {
    check(
        &[
            ("Nooooo! Pleeease!", "No! Please!"),
            (
                "sooo good, yesss. Heyyy! Waaaay too",
                "so good, yes. Hey! Way too",
            ),
            ("NOOOO!", "No!"),
            ("No-o-o! We-e-ell, no-one", "no! well, no one"),
            ("W-w-what, b-but, N-no", "w w what, b but, n no"),
            // No numbers but the last.
            (
                "c-c-can't, l-l-love, i-i-it, x-xc",
                "c c can't, l l love, i i it, ten to ninety",
            ),
            ("Th-that is", "th that is"),
            ("I-I do", "I I do"),
            ("D-Day and a U-boat", "D Day and a U boat"),
        ],
        American,
    );
}
