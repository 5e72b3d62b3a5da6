import { createRoot } from 'react-dom/client';
import { applyTheme } from '../components/shell/theme.ts';
import { SimulatorProvider } from '../components/simulatorContext.tsx';
import '../components/styles/tokens.css';
import '../components/styles/base.css';
import '../components/styles/app.css';
import '../components/styles/transport.css';
import '../components/styles/timeline.css';
import '../components/styles/story.css';
import { watchForcedColours } from '../components/styles/forcedColours.ts';
import { createSimulator } from '../store/createSimulator.ts';
import type { AppState } from '../store/state.ts';
import { App } from './App.tsx';
import { isLink, start } from './start.ts';

declare global {
  interface Window {
    /** For tests that drive the page: what it knows, and when it has done what it was asked. Nothing can be changed here. */
    readonly __commitLog: { idle(): Promise<void>; state(): AppState };
  }
}

const simulator = createSimulator();
watchForcedColours();
applyTheme(simulator.store.getState().theme);
Object.defineProperty(window, '__commitLog', {
  value: Object.freeze({ idle: () => simulator.idle(), state: () => simulator.store.getState() }),
});

start(simulator, window.location);
// A link may be pasted into the address of a page that is open already.
addEventListener('hashchange', () => {
  if (isLink(window.location.hash)) start(simulator, window.location);
});

const element = document.getElementById('root');
if (element !== null) {
  createRoot(element).render(
    <SimulatorProvider simulator={simulator}>
      <App />
    </SimulatorProvider>,
  );
}
