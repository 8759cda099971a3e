//! Portuguese words whose sounds the spelling does not show, and words of grammar.

use crate::reading::romance::lists::{has, value_of};

/// Words with their sounds: `word=sounds`.
#[rustfmt::skip]
const IRREGULAR: &str = "\
    o=u a=a os=ʊs as=as um=ũŋ uma=ˌumæ de=ʤy do=dʊ da=da dos=dʊs das=das em=Aŋ no=nʊ na=na nos=nʊs nas=nas \
    e=i é=ˈɛ que=ky se=sy não=nˈɐ̃ʊ̃ por=por para=pˌaɾæ com=koŋ muito=mwˈiŋtʊ muita=mwˈiŋtæ muitos=mwˈiŋtʊs \
    muitas=mwˈiŋtæs ao=W aos=Ws à=a às=as está=estˈa estão=estˈɐ̃ʊ̃ há=ˈa têm=tˈAŋ tem=tˈAŋ vem=vˈAŋ bem=bˈAŋ \
    mas=mas me=my te=ʧy lhe=ʎy lhes=ʎys ou=ow eu=ˈeʊ vi=vˈi fui=fˈuɪ foi=fˈoɪ ruim=xuˈiŋ mãe=mˈɐ̃y mães=mˈɐ̃ys \
    john=ʤˈon james=ʤˈAmz george=ʤˈoɾʤ michael=mˈIkew mike=mˈIk jane=ʤˈAn henry=xˈAŋxi harry=xˈari \
    peter=pˈiter joe=ʤˈow jack=ʤˈak jim=ʤˈim bill=bˈiw william=wˈiljɐ̃m shakespeare=ʃˈekspir \
    washington=wˈɔʃintoŋ smith=smˈit holmes=xˈowms watson=wˈatson online=oŋlˈIŋ super=sˈuper twitter=twˈiter \
    robert=xˈɔbert richard=xˈiʃard walter=wˈWter victor=vˈiktor \
    show=ʃˈow whisky=wˈiski internet=ˌiŋteɾənˈɛʧ email=imˈAl e-mail=imˈAl site=sˈIʧ software=sˈɔftweɾ";

/// Words with an open `e` under the stress; words in `a` have it where no other list says.
const OPEN_E: &str = "\
    ela elas dela dela era eram terra guerra festa janela pedra perna serra certa aberta bela vela tela cela pele \
    certo certos perto aberto abertos belo belos velho velhos velha sete sétimo leve breve neve febre mulher colher \
    resto ferro inferno inverno eterno moderno governo caderno terno interno externo verso universo inverso \
    teto neto neta metro metros zero sério mistério deve quer quero café até fé pé ré chapéu céu réu véu \
    dez mel papel hotel anel cruel fiel quartel pastel martelo prédio médico médica \
    remédio comédia tragédia projeto objeto completo direto secreto correto concreto discreto afeto exceto \
    espero espera cega cego nega pega entrega leva conserva reserva moleque serve perde pede mede repete veste";

/// Words with a closed `e` in spite of their ending in `a`.
const CLOSED_E: &str = "pela pelas mesma mesmas cerca empresas chega \
    mesa mesas beleza tristeza certeza princesa empresa surpresa despesa defesa francesa inglesa portuguesa cereja \
    igreja cerveja inveja bandeja seja veja deseja esteja estrela cabeça \
    ameixa queixa madeira cadeira maneira primeira preta cera pera vermelha orelha ovelha \
    abelha seda moeda gaveta caneta careta violeta pena cena arena pequena \
    seca sereia cheia meia areia ideia aldeia";

/// Words with an open `o`; words in `a` have it where no other list says.
const OPEN_O: &str = "\
    hora horas porta portas nova novas nossa nossas vossa bola escola cola sola roda moda soda obra cobra sobra corda \
    volta revolta rota nota bota joia história memória vitória glória fora agora demora \
    aurora flora rosa rosas famosa nosso nossos vosso logo jogos fogos olhos ossos corpos porcos povos ovos \
    novos mortos portos postos sorte forte norte morte corte porte bosque choque toque pode podem volte nove pobre cobre \
    só avó nó pó dó lençol sol futebol farol anzol maior menor melhor pior \
    moto foto voto copo modo próprio sócio negócio ódio próximo código módulo ótimo óleo \
    importa gosta mostra mora chora toca provoca coloca troca joga roga afoga chove move";

/// Words with a closed `o` in spite of their ending in `a` or `e`.
const CLOSED_O: &str = "\
    boca toda todas moça pessoa boa coroa proa lagoa garoa senhora doutora \
    leitora cantora pastora diretora outra outras louca rouca pouca roupa couro folha bolha \
    escolha rolha onda gota dona lona zona goma soma roma hoje doze";

/// Words in which `u` sounds after `g` or `q` before `e` and `i`.
const FULL_U: &str = "linguiça pinguim aguentar aguenta bilíngue linguística cinquenta frequente frequência \
    sequência consequência tranquilo tranquila tranquilidade eloquente delinquente sequestro equestre \
    frequentemente consequentemente consequências sequências unguento";

/// Words in which `x` sounds as in `táxi`.
const KS: &str = "táxi táxis fixo fixa tóxico nexo anexo sexo sexual reflexo complexo conexão fixar oxigênio \
    boxe látex tórax ônix índex paradoxo ortodoxo crucifixo prolixo axila intoxicar flexível";

/// Words in which `x` sounds as `s`.
const AS_S: &str = "próximo próxima próximos próximas aproximar aproxima aproximou máximo máxima auxílio auxiliar trouxe \
    trouxeram trouxesse sintaxe";

/// Words without stress of their own.
const WEAK: &str = "o a os as um de do da dos das em no na nos nas e que se por com ao aos à às mas me te lhe lhes ou \
    pelo pela pelos pelas num numa nem";

/// Words with little stress.
const LIGHT: &str = "para uma ele ela era como minha meu seu sua esta este essa esse você tinha sobre entre até quando onde \
    está estava quem";

/// Returns the sounds of a word that the rules do not read.
pub(super) fn irregular(word: &str) -> Option<&'static str> {
    value_of(IRREGULAR, word)
}

/// Returns whether the stressed `e` of a word with this last letter is open.
pub(super) fn has_open_e(word: &str, last: char) -> bool {
    let ending = ["ece", "esso", "eres", "eve", "evem"]
        .iter()
        .any(|end| word.ends_with(end));
    has(OPEN_E, word)
        || ending
        || last == 'a' && !has(CLOSED_E, word) && !word.ends_with("eza") && !word.ends_with("esa")
}

/// Returns whether the stressed `o` of a word with this last letter is open.
pub(super) fn has_open_o(word: &str, last: char) -> bool {
    has(OPEN_O, word)
        || last == 'a' && !has(CLOSED_O, word)
        || word.ends_with("osos")
        || word.ends_with("ores") && word.len() < 6
}

/// Returns whether `u` sounds after `g` and `q`.
pub(super) fn has_full_u(word: &str) -> bool {
    has(FULL_U, word)
}

/// Returns whether `x` sounds as two consonants.
pub(super) fn has_ks(word: &str) -> bool {
    has(KS, word)
}

/// Returns whether `x` sounds as `s`.
pub(super) fn has_x_as_s(word: &str) -> bool {
    has(AS_S, word)
}

/// Returns whether a word leans on its neighbour.
pub(super) fn is_weak(word: &str) -> bool {
    has(WEAK, word)
}

/// Returns whether a word has little stress.
pub(super) fn is_light(word: &str) -> bool {
    has(LIGHT, word)
}
