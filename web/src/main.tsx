import { render } from "preact";
import "./style/studio.css";
import { connect } from "./state/playing.ts";
import { load, loadTimes, show } from "./state/document.ts";
import { App } from "./view/app.tsx";

render(<App />, document.body);
connect();
void load().then(() => show.value && loadTimes());
