//! Given names, and the sex of the people who have them.

use super::people::Sex;
use super::words::listed;

const MEN: &str = "adam albert alec alex alexander alexei alfred andrei andrew anthony anton archie arkady arnold arthur attila \
    august ben benjamin bernard bill bob boris brian caleb carl charles charlie christopher colin dan daniel dave \
    david dennis dmitri dominic donald duncan edgar edmund edward edwin eli elisha emil eric ernest eugene evan ezra \
    fedor felix francis frank fred frederick fyodor gareth george gerald gilbert giles gleb gordon graham gregory \
    grigory grisha gus guy hal harold harry hector henry herbert hosea hugh hugo ian igor ilya isaac ivan ivo jack \
    jacob jakob james jamie jan jasper jeremy jim joe johann john jonah jonas jonathan josef joseph joshua julian \
    karl keith kenneth kirill kolya konstantin kurt laurence lawrence leo leon leonard leonid leopold lev lewis \
    lionel luca lucas luke magnus malcolm marco mark martin matthew maurice max maxim michael mikhail miles mischa \
    misha nathan ned neil nicholas nick nikita nikolai noah oleg oliver oscar osip oswald otto owen pasha patrick \
    paul pavel pedro percy peter petya philip pierre piotr ralph ray raymond reginald rex richard robert robin \
    rodion roger roland ronald rory rufus rupert sam samuel sasha sebastian sergei seth sidney silas simon stanley \
    stefan stepan stephen steven stuart ted theodore thomas tim timothy toby tom tomas tony trevor tristan vadim \
    vanya vasily victor viktor vincent vladimir walter warren wilfred will william yakov yuri zachary";
/// Names of men that became usual later.
const LATER_MEN: &str = "aaron adrian alan allan barry brad brandon brendan brett bruce bryan cameron clark cody connor craig \
    curtis damian darren derek diego doug dylan eddie elliot ethan finn freddie gary glenn greg jake jason jeff jeffrey \
    jerry jesse jimmy joel johnny jose juan justin kevin kyle larry liam logan louis luis manuel marcus mario matt mike \
    mitchell mohammed nate nigel omar pablo pete phil randy ricardo rick ricky rob robbie rodrigo ron russell ryan \
    scott sean shane shaun spencer steve terry todd tommy travis troy tyler wayne wesley xavier zach";
const WOMEN: &str = "abigail ada adele agatha agnes alexandra alice alison amanda amelia amy anastasia angela anita ann anna anne \
    annie antonia astrid audrey barbara beatrice bella bertha bess bessie beth betty bridget camilla carmen caroline \
    catherine cecilia charlotte chloe claire clara clementina constance cora cordelia daisy darya deborah delia \
    diana dinah dolly dora doris dorothy edith edna eileen eleanor elena eliza elizabeth ella ellen ellie elsa elsie \
    emily emma esther ethel eva eve evelyn fanny fay felicity flora florence frances freya galina georgina geraldine \
    gertrude gillian ginny gloria grace greta gwen hannah harriet hazel heather helen helena henrietta hester hetty \
    hilary hilda honor ida ilse imogen ines ingrid irene irina iris isabel isabella isobel ivy jane janet jean \
    jennifer jenny jess jessica jill joan joanna josephine joy joyce judith judy julia juliet karen kate katherine \
    kathleen katya kay kim kitty larissa laura lauren lena letitia lilian lillian lily lisa liz lizzie lorna lottie \
    louisa louise lucy lydia lyudmila mabel madeleine maeve maggie marfa margaret margery margot maria marian \
    marianne marie marilyn marina marion marjorie marta martha mary matilda maud maude maya meg megan mildred \
    millicent millie minna miriam moira molly muriel nadia nadya nancy naomi natalia natasha nell nellie nicole nina \
    nora olga olive olivia ottilie pam pamela patience paula pauline pearl peggy penelope phoebe phyllis polina \
    polly prudence rachel raisa rebecca rhoda rita ros rosa rosalind rose rosemary rosie ruth sally sarah scarlett \
    selina sharon sheila shirley sonia sonya sophia sophie stacy stella susan susanna svetlana sylvia sylvie tamara \
    tanya tatiana tess tessa thea theresa tilda trudy una ursula valentina vera veronica victoria viola violet \
    virginia vivian winifred yelena yvonne zinaida zoe zoya";
/// Names of women that became usual later.
const LATER_WOMEN: &str = "abby alexis allison andrea angie ashley becky bonnie brenda brianna brittany cara carla carol carrie \
    cassie cathy charlene cheryl christina christine cindy claudia connie courtney cynthia danielle debbie debra denise \
    donna elaine erica erin fatima fiona gabriela gail gemma gina hayley heidi jackie janice jasmine jodie julie kara \
    karla kathryn kathy katie kayla kelly kelsey kerry kirsten kristen lana leah leila lindsay lois lori lynn madison \
    mandy maureen melanie melissa mia michelle monica nadine natalie nicola nikki paige patricia patty priya rachael \
    ramona regina roxanne sabrina samantha sandra sara shannon shauna shelby sofia stacey stephanie susie suzanne \
    tabitha tammy tara teresa tiffany tina toni tracy valerie vanessa vicky wanda wendy whitney yasmin";
/// Names that are less usual, or of other languages.
const RARE_MEN: &str = "abel abner abraham absalom alasdair aldous alfie algernon alistair alonzo \
    alphonse ambrose amos angus ansel aristide armand asa ashok augustus aurelio barnabas barnaby \
    bartholomew basil bastien benedict bertie bertram blaise bruno caspar cecil cedric chester clarence \
    clement clifford clive conrad cormac cornelius cosmo crispin cuthbert cyril cyrus damien declan denys \
    desmond dirk dougal douglas dudley dwight ebenezer emile emmett enoch enrico ephraim erasmus ernst \
    esteban etienne eustace everett ewan ezekiel fabian felipe ferdinand fergus fernando franz fritz \
    gabriel gaston gavin geoffrey georges gideon giovanni giuseppe godfrey gregor guido gunther gustav \
    hamish hans harvey hassan hercule hezekiah hilario hiram horace horatio howard hubert humphrey \
    ibrahim ichabod ignatius imran ingmar isaiah ishmael israel ivor jabez jacques jed jedediah jeremiah \
    jerome jethro joachim jorge josiah jude jules jurgen kaspar keir klaus kwame lachlan lars laszlo \
    lazarus leander lemuel leroy levi linus lorenzo lucius ludovic ludwig luigi luther malachi marcel \
    marius marmaduke matteo matthias melville merlin milo monty mordecai mortimer moses murdoch mustafa \
    nahum nathaniel nehemiah neville niall nils norman obadiah octavius olaf orlando osbert padraig paolo \
    pascal percival peregrine phileas philippe phineas piers quentin rafael rajesh ralf ramon raphael \
    rashid raul ravi reuben rhys roderick roderigo rodney rollo rudolf rudyard salvatore samson sanjay \
    saul seamus septimus sergio sigmund silvester solomon soren stig sven sylvester tariq terence \
    thaddeus theobald theodor tiberius tobias tobit ulrich ulysses umberto uriah valentine vernon vikram \
    virgil vito waldo wallace werner wilbur wilf wilhelm wolfgang woodrow yusuf zachariah zebedee zeke";
const RARE_WOMEN: &str = "adelaide adeline agnieszka alberta alina alma althea amaryllis angelica annabel \
    annette annika anoushka anthea antoinette aoife araminta ariadne arlene augusta ava babette bathsheba \
    beatrix belinda berenice bernadette beryl bettina blanche brigid briony camille candida carlotta \
    carolina cassandra celeste celia charmian ciara clarissa claudette cleo colette concepcion constanza \
    corinne cressida daphne deirdre delphine desdemona dolores dominique dorcas dorothea drusilla edwina \
    effie elinor elise elspeth elvira emmeline enid ernestine esme esperanza estelle etta eudora eugenia \
    eulalia eunice euphemia evadne evangeline fenella fleur francesca francine frederica frieda gabrielle \
    genevieve georgia germaine giselle gladys glenda glynis goldie graziella greer griselda gudrun \
    guinevere gwendolen gwyneth hedda hedwig heloise henriette hermia hermione hortense hypatia imelda \
    indira iona isadora ismene isolde jacinta jacqueline jemima jessamy jocasta joely josefa josette \
    juanita judit juliana justine kalinda keziah kirsty lakshmi lavinia leonora leticia lettice livia \
    lola loretta lorraine lucille lucinda lucretia ludmila luisa lynette magda magdalena maisie manuela \
    marcella margarita margit mariana mariette marisol maxine mehitabel melinda mercedes meredith mina \
    minnie mirabel miranda mireille morag morwenna myra nanette nerys nesta nettie nigella noor noreen \
    octavia odette odile olivette olwen oonagh ophelia oriel orla ottoline parvati perdita perpetua petra \
    petronella philippa phillida philomena priscilla prunella queenie rachelle renata roberta roisin \
    romola rosalie rosamund roseanne rosetta rosina roswitha rowena roxana salome saoirse serafina serena \
    sheba sibyl sidonie sigrid simone sinead siobhan solange soraya sukie sunita susannah sybil thelma \
    theodora thomasina tilly titania trixie ulrika vanda velma viviane wilhelmina wilma winnie xanthe \
    yolanda yvette zara zelda zenobia zillah";
/// Names of women that are more often used as other words.
const WORDS: &str =
    "amber april brooke crystal dawn faith holly hope jade june may pat penny poppy ruby sue";
/// Names of men that are more often used as other words.
const WORDS_OF_MEN: &str =
    "bud chad chuck cliff cole dean drew grant lance mason reed rob ross rusty woody";

/// Short forms of given names, each row after its full form.
const SHORT: [&str; 44] = [
    "alexander alec alex sasha sandy",
    "andrew andy drew",
    "anthony tony",
    "benjamin ben benny",
    "charles charlie charley",
    "christopher chris kit",
    "daniel dan danny",
    "david dave davy",
    "edward ed eddie ned teddy",
    "frederick fred freddy freddie",
    "george georgie",
    "gilbert gil",
    "gregory greg grisha",
    "henry harry hal",
    "jacob jake",
    "james jim jimmy jem jamie",
    "john johnny jack",
    "jonathan jon",
    "joseph joe joey",
    "lawrence laurie larry",
    "matthew matt",
    "michael mike mick mikhail",
    "nicholas nick",
    "patrick pat paddy",
    "peter pete",
    "richard dick rick",
    "robert bob rob robbie bobby",
    "samuel sam sammy",
    "stephen steve",
    "theodore theo",
    "thomas tom tommy",
    "timothy tim",
    "william bill will willy billy",
    "alexandra sandra",
    "catherine cathy kitty",
    "charlotte lottie charley",
    "eleanor nell nelly nellie ellie",
    "elizabeth lizzy \
    lizzie liza eliza beth betty bess bessie betsy",
    "josephine jo josie",
    "katherine kate katie kitty katy",
    "margaret meg \
    maggie peggy madge",
    "martha patty",
    "mary molly polly",
    "susan sue susie",
];

/// Returns whether one name may be a short form of the other: `Lizzy` of
/// `Elizabeth`.
pub(crate) fn is_short_for(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let full = |row: &str, name: &str| row.split_ascii_whitespace().next() == Some(name);
    if is_ending(&one, &other) || is_ending(&other, &one) {
        return true;
    }
    if one.repeat(2) == other || other.repeat(2) == one {
        return true;
    }
    one != other
        && SHORT.iter().any(|row| {
            listed(row, &one) && listed(row, &other) && (full(row, &one) || full(row, &other))
        })
}

/// Returns whether one name is the beginning of the other, as in talk: `Mais` of `Maisie`,
/// `Joey` of `Joe`.
pub(crate) fn is_clipped(one: &str, other: &str) -> bool {
    const SHORTEST: usize = 3;
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let (short, long) = if one.len() < other.len() {
        (&one, &other)
    } else {
        (&other, &one)
    };
    let rest = long.strip_prefix(short.as_str()).unwrap_or("");
    short.len() >= SHORTEST && !rest.is_empty() && !listed("son s man ford ton", rest)
}

/// Returns whether a name is the beginning of another with `y` or `ie`: `Toby` of
/// `Tobit`.
fn is_ending(short: &str, full: &str) -> bool {
    let stem = short.strip_suffix("ie").or_else(|| short.strip_suffix('y'));
    stem.is_some_and(|stem| {
        let last = stem.chars().last();
        let single = stem.strip_suffix(|c| Some(c) == last).unwrap_or(stem);
        let doubled = single.chars().last() == last;
        let stem = if doubled { single } else { stem };
        // Mary and Maria are sisters.
        short != "mary"
            && stem.len() > 2
            && full.starts_with(stem)
            && full.len() > stem.len() + 1
            && full != short
    })
}

/// Returns the sex of people with a given name, if it is known.
pub(crate) fn given_name(word: &str) -> Option<Sex> {
    if [MEN, LATER_MEN, RARE_MEN]
        .iter()
        .any(|list| listed(list, word))
    {
        return Some(Sex::Man);
    }
    let women = [WOMEN, LATER_WOMEN, RARE_WOMEN];
    let woman = women.iter().any(|list| listed(list, word));
    woman.then_some(Sex::Woman)
}

/// Returns the sex for a word that is known to be a name.
pub(crate) fn name_sex(word: &str) -> Option<Sex> {
    let man = || listed(WORDS_OF_MEN, word).then_some(Sex::Man);
    let woman = || listed(WORDS, word).then_some(Sex::Woman);
    given_name(word).or_else(woman).or_else(man)
}
