import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { followEngine } from './state/workbench.ts';
import './styles/app.css';
import { applyTheme } from './styles/theme.ts';

applyTheme('system');
followEngine();

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
