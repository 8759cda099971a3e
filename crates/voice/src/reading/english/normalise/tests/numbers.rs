//! Numbers, years, dates, times and amounts.

use super::*;

#[test]
fn numbers() {
    check(
        &[
            ("1,300 men", "one thousand three hundred men"),
            ("1300 men", "one thousand three hundred men"),
            (
                "12,345,678 stars",
                "twelve million three hundred forty five thousand six hundred seventy eight stars",
            ),
            ("it weighs 3.5 now", "it weighs three point five now"),
            ("0.05 of it", "zero point zero five of it"),
            ("about .5 of it", "about point five of it"),
            ("it was -4 outside", "it was minus four outside"),
            ("it was −4 outside", "it was minus four outside"),
            ("10–12 guns", "ten to twelve guns"),
            ("pages 3-4", "pages three to four"),
            (
                "the 122nd regiment",
                "the one hundred twenty second regiment",
            ),
            ("the 1st, 2nd and 3rd", "the first, second and third"),
            ("agent 007", "agent oh oh seven"),
            ("20 000 men", "twenty thousand men"),
            ("Mk. II tanks", "mark two tanks"),
            (
                "Call 555-0123 now",
                "Call five five five, oh one two three now",
            ),
            (
                "on (555) 123-4567.",
                "on (five five five), one two three, four five six seven.",
            ),
            (
                "on +44 20 7946 0958",
                "on plus four four, two oh, seven nine four six, oh nine five eight",
            ),
            ("version 2.0.1 is", "version two point zero point one is"),
            ("a 50-50 chance", "a fifty fifty chance"),
            ("+5 more", "plus five more"),
            ("half of 1/2 is 1/4", "half of one half is one quarter"),
            ("1 1/2 hours", "one and a half hours"),
            ("3½ hours", "three and a half hours"),
            ("2/3 of them", "two thirds of them"),
            ("on 24/7", "on twenty four seven"),
            ("two T-34s and an Il-2", "two T thirty fours and an Il two"),
            ("a 7-year-old boy", "a seven year old boy"),
            ("1,300,", "one thousand three hundred,"),
            ("He had 5.", "He had five."),
            (
                "12345678901234567890",
                "one two three four five six seven eight nine oh one two three four five six seven eight nine oh",
            ),
        ],
        American,
    );
    check(
        &[
            ("101 dogs", "one hundred and one dogs"),
            ("1,005 men", "one thousand and five men"),
            (
                "the 122nd regiment",
                "the one hundred and twenty second regiment",
            ),
            ("0.5 of it", "zero point five of it"),
            ("3.05", "three point nought five"),
        ],
        British,
    );
}

#[test]
fn years_and_dates() {
    check(
        &[
            ("in 1941 he", "in nineteen forty one he"),
            (
                "Napoleon came in 1812.",
                "Napoleon came in eighteen twelve.",
            ),
            ("in 2026", "in twenty twenty six"),
            ("since 2004", "since two thousand four"),
            ("in 1066", "in ten sixty six"),
            ("1066 men", "one thousand sixty six men"),
            ("the 1940s", "the nineteen forties"),
            ("the '40s", "the forties"),
            ("in '41 he", "in forty one he"),
            ("from 1941–45", "from nineteen forty one to forty five"),
            ("1939-1945", "nineteen thirty nine to nineteen forty five"),
            ("On August 8, he", "On August eighth, he"),
            ("August 8th", "August eighth"),
            ("8 August 1941", "the eighth of August nineteen forty one"),
            ("the 8 August", "the eighth of August"),
            ("May 5", "May fifth"),
            ("It may 5 times", "It may five times"),
            ("Aug. 8, 1941", "August eighth, nineteen forty one"),
            ("May 1941", "May nineteen forty one"),
            ("on 10/12/2019.", "on October twelfth twenty nineteen."),
            ("on 25/12/2019", "on December twenty fifth twenty nineteen"),
            ("1941-06-22", "June twenty second nineteen forty one"),
            ("22.06.1941", "June twenty second nineteen forty one"),
            ("06-22-1941", "June twenty second nineteen forty one"),
            ("c. 1900", "circa nineteen hundred"),
        ],
        American,
    );
    check(
        &[
            ("On August 8, he", "On August the eighth, he"),
            (
                "on 10/12/2019.",
                "on the tenth of December twenty nineteen.",
            ),
            ("1941-06-22", "the twenty second of June nineteen forty one"),
            ("since 2004", "since two thousand and four"),
        ],
        British,
    );
}

#[test]
fn times() {
    check(
        &[
            ("at 1:10 p.m., the", "at one ten P-M, the"),
            ("at 1:10 p.m.", "at one ten P-M."),
            ("at 1 p.m. the", "at one P-M the"),
            ("at 1pm", "at one P-M"),
            ("at 7.45 am", "at seven forty five A-M"),
            ("at 03:40", "at three forty"),
            ("at 14:05", "at fourteen oh five"),
            ("at 5:00 he", "at five o'clock he"),
            ("at 00:00", "at midnight"),
            ("at 7 o'clock", "at seven o'clock"),
            ("At 0400 the", "At oh four hundred the"),
            ("at 0600 hours", "at oh six hundred hours"),
            ("at 1430 hours", "at fourteen thirty hours"),
            ("2000 hours of work", "two thousand hours of work"),
        ],
        American,
    );
}

#[test]
fn amounts() {
    check(
        &[
            ("paid $3.50 on", "paid three dollars and fifty cents on"),
            ("$1 or $1,000", "one dollar or one thousand dollars"),
            ("£4m", "four million pounds"),
            ("$1.5 million", "one point five million dollars"),
            ("€5", "five euros"),
            ("$0.50", "fifty cents"),
            ("£1.01", "one pound and one penny"),
            ("20 roubles", "twenty roubles"),
            ("20 ₽", "twenty roubles"),
            ("$10–12", "ten to twelve dollars"),
            ("a $5 bill", "a five dollar bill"),
            ("50% of", "fifty percent of"),
            ("3.5 % of", "three point five percent of"),
            ("was 200 m from", "was two hundred meters from"),
            ("5 km away", "five kilometers away"),
            ("1 km", "one kilometer"),
            ("a 152 mm gun", "a one hundred fifty two millimeter gun"),
            ("a 20-km march", "a twenty kilometer march"),
            ("10–12 kg", "ten to twelve kilograms"),
            ("at 60 km/h", "at sixty kilometers per hour"),
            (
                "3 kg/m² or 9.8 m/s²",
                "three kilograms per square meter or nine point eight meters per square second",
            ),
            (
                "2 l/min, 40 km/day, 5 m²/person",
                "two liters per minute, forty kilometers per day, five square meters per person",
            ),
            ("5 km² of", "five square kilometers of"),
            ("-20°C", "minus twenty degrees Celsius"),
            ("at 45° there", "at forty five degrees there"),
            ("6 ft. tall", "six feet tall"),
            ("the 6'2\" man", "the six foot two man"),
            ("in 9.58s at", "in nine point five eight seconds at"),
            ("100m and 20p", "one hundred meters and twenty pence"),
            ("I'm 6", "I'm six"),
        ],
        American,
    );
}
