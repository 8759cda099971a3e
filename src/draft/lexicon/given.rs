//! Given names, and whose they are.

use super::{Sex, listed};

const MEN: &str = "adam albert alec alex alexander alexei alfred andrei andrew anthony anton archie arkady arnold \
    arthur august ben benjamin bernard bill bob boris brian carl charles charlie christopher colin daniel dan dave \
    david dennis dmitri dominic donald duncan edgar edmund edward edwin eli emil eric ernest eugene evan felix fedor \
    francis frank fred frederick fyodor gareth george gerald gilbert giles gleb gordon graham gregory grigory guy \
    harold harry hector henry herbert hugh hugo ian igor isaac ivan ivo jack jacob jakob james jamie jan jasper jeremy \
    jim joe john johann jonah jonas jonathan joseph josef joshua julian karl keith kenneth kirill konstantin kurt \
    laurence lawrence leo leon leonard leonid leopold lev lewis lionel luca lucas luke magnus malcolm marco mark \
    martin matthew maurice max maxim michael mikhail miles nathan neil nicholas nick nikita nikolai noah oleg oliver \
    oscar osip oswald otto owen pasha patrick paul pavel pedro percy peter philip pierre piotr ralph ray raymond \
    reginald rex richard robert robin rodion roger roland ronald rory rufus rupert sam samuel sasha sebastian sergei \
    seth sidney silas simon stanley stefan stepan stephen steven stuart ted theodore thomas tim timothy toby tom \
    tomas tony trevor tristan victor viktor vadim vasily vincent vladimir walter warren wilfred will william yakov \
    yuri zachary caleb ezra gus ned hal";
const WOMEN: &str = "abigail ada adele agatha agnes alexandra alice alison amanda amelia amy anastasia angela anita \
    ann anna anne annie antonia astrid audrey barbara beatrice bella bertha bess bessie betty bridget camilla carmen \
    caroline catherine cecilia charlotte chloe clara claire clementina constance cora cordelia daisy darya deborah \
    delia diana dinah dolly dora dorothy edith edna eleanor elena eliza elizabeth ella ellen elsa elsie emily emma \
    esther eva eve evelyn fanny felicity flora florence frances freya galina georgina geraldine gertrude gloria \
    grace greta gwen hannah harriet hazel heather helen helena henrietta hester hilda honor ida ilse imogen ingrid \
    irene irina iris isabel isabella ivy jane janet jean jennifer jenny jessica hetty ines joan joanna josephine joy judith \
    julia juliet kate katherine kathleen katya kitty larissa laura lena letitia lillian lily lisa lizzie lorna lottie \
    louisa louise lucy lydia lyudmila mabel madeleine maggie marfa margaret margery margot maria marianne marie \
    marina marion marjorie marta martha mary matilda maud maude maya meg mildred millicent minna miriam molly muriel \
    nadia nadya nancy naomi natalia natasha nell nellie nina nora olga olive olivia ottilie pamela patience paula \
    pauline pearl penelope phoebe phyllis polina polly prudence rachel raisa rebecca rhoda rita rosa rosalind rose \
    rosemary ruth sally sarah selina sheila sonia sonya sophia sophie stella susan susanna svetlana sylvia tamara \
    tanya tatiana tessa thea theresa tilda una ursula valentina vera veronica victoria viola violet virginia \
    winifred yelena zinaida zoe zoya";

/// The sex of those who bear a given name, if it is known.
pub fn given_name(word: &str) -> Option<Sex> {
    if listed(MEN, word) {
        Some(Sex::Man)
    } else {
        listed(WOMEN, word).then_some(Sex::Woman)
    }
}
