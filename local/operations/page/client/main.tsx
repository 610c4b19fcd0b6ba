import { createRoot } from 'react-dom/client';
import '../../../pages/client/page.css';
import { App } from './app';
import './operations.css';

const root = document.getElementById('page');
if (root) createRoot(root).render(<App />);
