import { useLang } from '../lang';
import { CALENDAR_EN, CALENDAR_FAULTS_EN } from './enCalendar';
import { CALENDAR_FAULTS_VI, CALENDAR_VI } from './viCalendar';

/** The words of the calendar's section. */
export function useCalendarWords() {
  const { lang } = useLang();
  const words: Readonly<Record<keyof typeof CALENDAR_VI, string>> = lang === 'vi' ? CALENDAR_VI : CALENDAR_EN;
  return { lang, words, faults: lang === 'vi' ? CALENDAR_FAULTS_VI : CALENDAR_FAULTS_EN };
}
