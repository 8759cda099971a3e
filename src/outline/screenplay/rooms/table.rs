//! The places of headings. To add a place, add its word or its two words to the row
//! whose sound it has, or make a row.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::outline::screenplay::fountain::heading::Side;

/// The spaces out of doors.
#[cfg(test)]
pub(super) const OUTDOORS: &str = "courtyard street forest open-field";

/// What a place sounds like from inside and from outside.
#[derive(Debug)]
pub(super) struct Place {
    /// The space inside it; `-` if it is out of doors.
    inside: &'static str,
    /// The space in front of it, or the place itself if it is out of doors.
    outside: &'static str,
    /// Whether it has rooms, one of which another part of the heading may name.
    pub is_around: bool,
    /// The words, separated by commas.
    words: &'static str,
}

impl Place {
    /// Returns the space on a side; `None` if it has no such side.
    #[must_use]
    pub(super) fn space(&self, side: Side) -> Option<&'static str> {
        let inside = Some(self.inside).filter(|inside| *inside != "-");
        match side {
            Side::Inside => inside,
            Side::Outside => Some(self.outside),
            Side::Either => inside.or(Some(self.outside)),
        }
    }
}

/// A room, or another place without rooms.
const fn room(inside: &'static str, outside: &'static str, words: &'static str) -> Place {
    Place {
        inside,
        outside,
        is_around: false,
        words,
    }
}

/// A place with rooms.
const fn around(inside: &'static str, outside: &'static str, words: &'static str) -> Place {
    Place {
        inside,
        outside,
        is_around: true,
        words,
    }
}

#[rustfmt::skip]
const PLACES: [Place; 40] = [
    room("panelled-room", "open-field",
        "kitchen,parlour,parlor,study,library,office,sitting room,dining room,drawing room,schoolroom,classroom,class room,\
        guardroom,cabin,den,bureau,boardroom,conference room,meeting room,waiting room,reception room,newsroom,surgery,\
        clinic,consulting room,lab,laboratory,workshop,bridge,cockpit,control room,studio,booth,recording studio,\
        interview room,interrogation room,dressing room,staff room,common room,rec room,break room,operating room,\
        game room,games room,billiard room,snug,bar,kitchenette,pantry,utility room,laundry room,conservatory,hut,shack,shed"),
    room("bedroom", "open-field",
        "bedroom,nursery,chamber,bedchamber,living room,lounge,sitting-room,living-room,front room,guest room,hotel room,\
        motel room,dormitory,dorm,dorm room,dorm-room,attic,loft,closet,wardrobe,cupboard,suite,bed,boudoir,family room,\
        spare room,box room,tv room,hospital room,sickroom,compartment,sleeper"),
    room("bathroom", "open-field",
        "bathroom,bath room,bath,washroom,restroom,rest room,ladies' room,men's room,women's room,shower,showers,shower room,\
        toilet,toilets,lavatory,loo,latrine,morgue,mortuary,changing room,locker room,en suite,wc,steam room,sauna"),
    room("hall", "open-field",
        "hall,ballroom,ball room,auditorium,courtroom,court room,chapter house,lobby,foyer,atrium,ward,great hall,canteen,\
        cafeteria,refectory,mess,mess hall,throne room,gym,gymnasium,swimming pool,swimming baths,pool hall,indoor pool,\
        engine room,boiler room,stage,hangar,concourse,platform,ticket hall,departure lounge,factory floor,hold,cargo bay,\
        arrivals,departures,garage,warehouse,barn,depot,arena,food court,ice rink,skating rink,bowling alley"),
    around("hall", "street",
        "theatre,theater,cinema,museum,gallery,art gallery,parliament,station,train station,railway station,bus station,\
        tube station,underground station,subway station,metro station,airport,terminal,mall,shopping mall,shopping centre,\
        shopping center,supermarket,department store,market hall,town hall,city hall,concert hall,opera house,courthouse,\
        court house,court,bank,factory,mill,power station,power plant,stadium,casino,nightclub,club,night club,\
        community centre,leisure centre,sports centre,sports hall,hospital,university,college,exhibition,garden centre,\
        garden center"),
    around("panelled-room", "street",
        "shop,bookshop,store,pharmacy,chemist's,kiosk,café,cafe,coffee shop,restaurant,diner,pub,public house,tavern,inn,saloon,\
        police station,fire station,newsagent's,butcher's,baker's,bakery,barber's,barbershop,salon,hairdresser's,tailor's,\
        antique shop,pawn shop,embassy,consulate,headquarters,hq,school,library building,law firm,practice,gas station,\
        petrol station,filling station,post office,offices,tearoom,tea room,teashop,takeaway,precinct,agency,salon"),
    around("bedroom", "street",
        "hotel,motel,apartment,flat,apartment building,apartment block,tower block,townhouse,boarding house,guesthouse,\
        guest house,hostel,bedsit,tenement,penthouse,condo,brownstone,terrace house"),
    around("bedroom", "open-field",
        "house,home,cottage,farmhouse,farm house,farm,bungalow,villa,ranch,country house,manor house,caravan,trailer,houseboat,\
        tree house,treehouse,lodge,residence,place,vicarage,rectory,parsonage"),
    around("panelled-room", "open-field",
        "mansion,manor,estate,palace,château,chateau,asylum,orphanage,lighthouse,light house,boathouse,boat house,clubhouse,\
        club house,building,ship,boat,yacht,ferry,steamer,liner,battleship,spaceship,starship,spacecraft,shuttle,submarine,windmill"),
    around("stone-corridor", "courtyard",
        "castle,fortress,fort,prison,jail,gaol,monastery,convent,abbey building,barracks,keep,citadel"),
    room("stone-corridor", "open-field",
        "corridor,passage,passageway,hallway,cloister,cloisters,front hall,entrance hall,entryway,vestibule,airlock,space station,\
        gangway,gallery corridor,colonnade,arcade,landing corridor"),
    room("staircase", "open-field", "staircase,stairwell,stairs,landing,stairway,steps,back stairs,fire escape,tower,belfry,turret,spire"),
    room("cellar", "open-field",
        "cellar,vault,basement,crypt,dungeon,bunker,dugout,cell,jail cell,prison cell,holding cell,wine cellar,tomb,pit,well,\
        shelter,air-raid shelter,catacomb,catacombs,strongroom,strong room,boot,trunk"),
    room("cellar", "street", "car park,parking garage,parking lot,multi-storey,underground garage,parking structure"),
    room("tunnel", "open-field", "tunnel,mine,sewer,sewers,cave,cavern,mine shaft,mineshaft,shaft,duct,culvert,grotto"),
    room("tunnel", "street", "underpass,subway,metro,underground,tube,archway,railway arch"),
    around("cathedral", "street", "church,cathedral,basilica,minster,temple,mosque,synagogue"),
    room("cathedral", "open-field", "nave,chapel,abbey,sanctuary,apse,choir,vestry chapel"),
    room("-", "courtyard", "courtyard,yard,quadrangle,quad,patio,prison yard,school yard,schoolyard,playground,back yard,backyard,cloister garth,inner court"),
    room("-", "street",
        "street,lane,square,market square,town square,alley,alleyway,back alley,road,avenue,\
        boulevard,city,town,village,pavement,sidewalk,crossroads,junction,intersection,driveway,drive,doorstep,porch,high street,\
        main street,city street,side street,bus stop,forecourt,loading bay,loading dock,industrial park,industrial estate,business park,\
        housing estate,block,plaza,piazza,kerb,curb,roundabout,taxi rank,entrance,doorway,gates,roadside,barricade,checkpoint"),
    room("-", "forest",
        "forest,wood,woods,grove,clearing,jungle,woodland,forest road,forest path,forest track,forest clearing,thicket,glade,rainforest,copse,orchard"),
    room("-", "open-field",
        "field,fields,beach,shore,seashore,deck,quay,quayside,harbour,harbor,moor,hill,hills,hillside,garden,gardens,meadow,riverbank,\
        river bank,river,lake,lakeside,pier,jetty,marsh,hilltop,ridge,ramparts,battlements,rooftop,roof,roof terrace,terrace,balcony,\
        veranda,verandah,park,public park,theme park,trailer park,national park,desert,mountain,mountains,mountainside,valley,cliff,\
        cliffs,clifftop,sea,ocean,bay,island,plain,plains,prairie,steppe,highway,motorway,freeway,country road,country lane,dirt road,\
        dirt track,path,track,cemetery,graveyard,churchyard,battlefield,trench,trenches,no man's land,camp,campsite,docks,dock,dockside,\
        wharf,airfield,runway,tarmac,sky,space,rocks,sand,dunes,swamp,bog,fen,heath,quarry,racetrack,race course,racecourse,golf course,\
        football pitch,pitch,swimming lake,waterfront,lawn,vineyard,farmyard,farm yard,paddock,ravine,gorge,canyon,waterfall,ice,\
        glacier,snow,building site,construction site,ruins,ruin,landscape,countryside,pond,stream,shoreline,promenade,boardwalk,bridge parapet"),
    room("car", "street",
        "car,cab,taxi,carriage,coach,truck,van,lorry,limousine,limo,vehicle,police car,patrol car,squad car,jeep,landcruiser,land cruiser,\
        land rover,pickup,pick-up,pickup truck,suv,ambulance,hearse,bus,tram,train,train carriage,railway carriage,dining car,train car,\
        minivan,camper,camper van,rv,sedan,saloon car,sports car,mercedes,bmw,ford,chevy,cadillac,rolls-royce,bentley,volvo,toyota,\
        phone box,phone booth,telephone box,telephone booth,call box,sentry box,confessional,elevator,lift,tank,cable car,subway car,tube train"),
    room("car", "open-field",
        "plane,aeroplane,airplane,helicopter,chopper,jet,aircraft,bomber,rowing boat,motorboat,speedboat,lifeboat,dinghy,tractor,\
        capsule,pod,escape pod,spacesuit"),
    room("tent", "open-field", "tent,marquee,pavilion,yurt,tepee,wigwam,big top,circus tent,field hospital"),
    around("panelled-room", "open-field", "room"),
    room("panelled-room", "open-field", "back room,backroom,storeroom,store room,storage room,safe house,safehouse,cabin room,mess room"),
    around("hall", "open-field", "school hall,village hall,church hall,greenhouse,green house,glasshouse,stable,stables,brewery,distillery"),
    around("panelled-room", "street", "police headquarters,newspaper,newspaper office,ministry,town house,undertaker's,funeral parlour,funeral home,funeral parlor"),
    around("panelled-room", "street", "office building,office block,skyscraper,tower building,office tower"),
    around("bedroom", "open-field", "nursing home,care home,retirement home,mobile home,beach house,lake house,holiday home,summer house,summerhouse"),
    room("hall", "open-field", "pool,aquarium,planetarium,observatory"),
    room("panelled-room", "street", "shop floor,back office,front desk,reception,counter,checkout,bar room,barroom,taproom"),
    room("stone-corridor", "street", "hospital corridor,hotel corridor,school corridor,school hallway,apartment hallway"),
    room("-", "street", "rooftop car park,bridge road,street corner,street market,station forecourt,parade,cul-de-sac,mews,close,crescent,ghetto,slum,suburb,suburbs,downtown"),
    room("-", "open-field", "river crossing,ford crossing,bridge deck,causeway,dam,pasture,cornfield,wheat field,rice paddy,savannah,tundra,wasteland,outback"),
    room("panelled-room", "open-field", "wheelhouse,galley,captain's cabin,stateroom,wardroom,bunk,bunkroom,log cabin,control tower,signal box"),
    room("hall", "street", "garage workshop,workshop hall,fire house,firehouse,bus depot,tram depot,engine shed,auction house,auction room,gallery space"),
    room("hall", "street", "market,marketplace,market place"),
    room("cathedral", "open-field", "mausoleum,rotunda,dome"),
];

/// Returns the place of a word or of two words.
#[must_use]
pub(super) fn place(words: &str) -> Option<&'static Place> {
    static INDEX: LazyLock<HashMap<&str, &Place>> = LazyLock::new(|| {
        let each = PLACES.iter().rev();
        let each = each.flat_map(|place| {
            place
                .words
                .split(',')
                .map(move |words| (words.trim(), place))
        });
        each.collect()
    });
    let words = words.trim_end_matches("'s");
    INDEX
        .get(words)
        .or_else(|| INDEX.get(format!("{words}'s").as_str()))
        .copied()
}

/// Returns every word of the table.
#[cfg(test)]
pub(super) fn all() -> Vec<&'static str> {
    PLACES
        .iter()
        .flat_map(|place| place.words.split(','))
        .map(str::trim)
        .collect()
}
