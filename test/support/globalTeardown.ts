import { removeTestFolder } from './testFolder';

export default removeTestFolder;
