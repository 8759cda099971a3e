//! Spanish words of grammar, and foreign words that are not read by Spanish spelling.

use crate::reading::romance::lists::{has, value_of};

/// Words without stress of their own.
const WEAK: &str = "el la los las lo al del de a en con por se me te le les nos os su sus tu tus mi mis que si y e \
    o u quien sin tras";

/// Words with little stress.
const LIGHT: &str = "cuando donde aunque mientras desde sobre bajo entre hasta ante durante para";

/// Foreign words and names with their sounds: `word=sounds`.
const FOREIGN: &str = "web=wˈeb club=klˈub google=ɡˈuɣel facebook=fˈAsβuk twitter=twˈiteɾ youtube=ʝˈutuβ \
    software=sˈoftweɾ hardware=xˈaɾdweɾ internet=ˌinteɾnˈet show=ʃˈow whisky=wˈiski hollywood=xˈoliβud \
    jazz=ʤˈas rock=rˈok pizza=pˈiʦa smith=smˈit john=ʤˈon james=ʤˈAms george=ʤˈoɾʤ michael=mˈIkel \
    mike=mˈIk jane=ʤˈAn charles=ʧˈaɾls henry=xˈɛnri harry=xˈari peter=pˈiteɾ steve=stˈiβ joe=ʤˈo \
    jack=ʤˈak jim=ʤˈim bill=bˈil william=wˈiljam shakespeare=ʃˈekspiɾ washington=wˈasinɡton \
    wells=wˈels holmes=xˈolms watson=wˈatson churchill=ʧˈuɾʧil brown=bɾˈWn white=wˈIt \
    hobby=xˈoβi hall=xˈol jeans=ʤˈins email=imˈAl blues=blˈus thriller=θɾˈileɾ";

/// Returns whether a word leans on its neighbour.
pub(super) fn is_weak(word: &str) -> bool {
    has(WEAK, word)
}

/// Returns whether a word has little stress.
pub(super) fn is_light(word: &str) -> bool {
    has(LIGHT, word)
}

/// Returns the sounds of a foreign word.
pub(super) fn foreign(word: &str) -> Option<&'static str> {
    value_of(FOREIGN, word)
}
