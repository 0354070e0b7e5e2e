import { makeTestFolder } from './testFolder';

export default makeTestFolder;
