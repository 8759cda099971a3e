// The card of a choice: its question, its time, and where each option goes.

import { beforeWord } from "../../model/marks.ts";
import { edit, show, words } from "../../state/document.ts";
import { closeCard, openPane } from "../../state/view.ts";
import { pickedScene } from "../../state/map.ts";
import { ChoiceFields, ChoiceMore } from "../story/choice.tsx";
import { Conditions } from "../story/sets.tsx";
import { Icon } from "../icons.tsx";
import { Float } from "./float.tsx";
import { Head, Remove } from "./head.tsx";

export function ChoiceCard({ id }: { id: string }) {
  const choice = show.value!.choices.find((each) => each.id === id);
  if (!choice || choice.word === null) return null;
  const all = words.value!;
  const { word } = beforeWord(choice.word);
  return (
    <Float label={`Choice ${id}`} from={all.start(word)} to={all.end(word)} close={closeCard}>
      <Head icon="choice" title={choice.ask ?? id} kind={`choice ${id}`} close={closeCard} />
      <section>
        <ChoiceFields choice={choice} />
        <ChoiceMore choice={choice} />
        <Conditions />
      </section>
      <footer>
        <div class="chips">
          <button
            class="chip"
            onClick={() => {
              pickedScene.value = choice.scene ?? "";
              closeCard();
              openPane("map");
            }}
          >
            <Icon name="map" /> on the map
          </button>
          <Remove
            what={`the choice ${id}`}
            remove={() => {
              closeCard();
              void edit({ do: "remove-choice", choices: [id] });
            }}
          />
        </div>
      </footer>
    </Float>
  );
}
