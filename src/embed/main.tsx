import { createRoot } from 'react-dom/client';
import { applyTheme } from '../components/shell/theme.ts';
import { SimulatorProvider } from '../components/simulatorContext.tsx';
import { createSimulator } from '../store/createSimulator.ts';
import '../components/styles/tokens.css';
import '../components/styles/base.css';
import '../components/styles/embed.css';
import { watchForcedColours } from '../components/styles/forcedColours.ts';
import { Embed, EmbedProblem } from './Embed.tsx';
import { readParameters } from './parameters.ts';

watchForcedColours();
const element = document.getElementById('root');
if (element !== null) {
  const root = createRoot(element);
  const parameters = readParameters(window.location.search);
  if ('problem' in parameters) root.render(<EmbedProblem text={parameters.problem} />);
  else {
    applyTheme(parameters.theme);
    root.render(
      <SimulatorProvider simulator={createSimulator()}>
        <Embed scenario={parameters.scenario} lens={parameters.lens} />
      </SimulatorProvider>,
    );
  }
}
