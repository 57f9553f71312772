import { tryReadings } from '../support/readingTrials';

tryReadings((place) => place.startsWith('wall'));
