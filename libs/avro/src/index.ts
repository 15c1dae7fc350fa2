export { composePlaced } from './compose-placed.js';
