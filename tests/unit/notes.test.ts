import { afterAll, describe, expect, test } from 'vitest';
import { type NoteRow, notesTold, saveNote } from '../../server/db/noteBook';
import type { Writer } from '../../server/db/writer';
import { createNoteDesk } from '../../server/notes/noteDesk';
import { MAX_NOTE_LENGTH, notesOf, readNote, type WardNote } from '../../shared/wardNotes';
import { at } from '../support/histories';
import { createLedgerWorld } from '../support/ledgerWorld';

describe('the text of a note', () => {
  const text = (raw: string) => {
    const read = readNote(raw);
    return read.ok ? read.text : `! ${read.fault}`;
  };

  test('it is trimmed, NFC, and any ordinary words and short numbers pass', () => {
    expect(text('  Mất điện từ 9:00 \n')).toBe('Mất điện từ 9:00');
    expect(text('Mất điện'.normalize('NFD'))).toBe('Mất điện');
    for (const fine of [
      'Mất điện từ 9:00 ngày 24/11/2026 đến 10:30',
      'Hệ thống một cửa nghẽn, 1.450 hồ sơ chờ',
      '12345678',
      'phòng 3, tầng 2 – sửa 2 ngày',
      '🙂 xong',
    ]) {
      expect(text(fine)).toBe(fine);
    }
  });

  test('at most 140 characters, counted as people do', () => {
    expect(text('ệ'.repeat(MAX_NOTE_LENGTH).normalize('NFD'))).toHaveLength(MAX_NOTE_LENGTH);
    expect(text('🙂'.repeat(MAX_NOTE_LENGTH))).not.toContain('!');
    expect(text('x'.repeat(MAX_NOTE_LENGTH + 1))).toBe('! long');
  });

  test('line breaks, control and invisible characters, and those that turn the writing round are refused', () => {
    for (const odd of ['\n', '\t', '\u0000', '\u200b', '\u202e', '\u2066', '\ufeff', '\u2028', '\u0085', '\ud800']) {
      expect(text(`a${odd}b`), JSON.stringify(odd)).toBe('! control');
    }
    expect(text(' \t\n ')).toBe('! empty');
  });

  test('anything like a telephone, identity or dossier number is refused, however it is written', () => {
    for (const number of [
      '0912345678',
      'gọi 0912 345 678 nhé',
      '0912.345.678',
      '0912-345-678',
      '(+84) 91 234 56 78',
      '046 099 012 345',
      'H57.21.03-250710-0012',
      '٠١٢٣٤٥٦٧٨',
      '０９１２３４５６７８',
      '0912 345 678',
    ]) {
      expect(text(number), number).toBe('! number');
    }
  });

  test('a text made to keep the reader busy is read at once', () => {
    const once = (): number => {
      const from = performance.now();
      for (const part of ['1 ', '1.', ' ', '12345678 x', '- ']) readNote(part.repeat(70).slice(0, MAX_NOTE_LENGTH));
      return performance.now() - from;
    };
    // The best of several: a machine that was busy with something else says nothing of the reader.
    expect(Math.min(...Array.from({ length: 20 }, once))).toBeLessThan(50);
  });
});

describe('the book of notes', () => {
  const world = createLedgerWorld();
  afterAll(() => world.close());
  const row = (recordedAt: string, said: NoteRow['said'], noteId: number | null = null, ward = '19753'): NoteRow => ({
    recordedAt: at(recordedAt),
    ward,
    noteId,
    person: 'máy 1',
    said,
  });
  const note = (recordedAt: string, ward?: string) =>
    saveNote(world.db, row(recordedAt, { kind: 'note', text: 'mất điện', from: null }, null, ward));

  test('nothing said is changed or removed afterwards, and an answer is a row of its own; the last one counts', () => {
    const { id } = note('14/7 08:00') as { id: number };
    for (const text of ['đã rõ', 'điện lực hẹn 10:00']) {
      saveNote(world.db, row('14/7 08:05', { kind: 'answer', text }, id));
    }
    expect(() => world.db.prepare("UPDATE ward_notes SET content = '{}'").run()).toThrow('append-only');
    expect(() => world.db.prepare('DELETE FROM ward_notes').run()).toThrow('append-only');
    const [told] = notesTold(world.db, at('14/7 00:00'), at('15/7 00:00'), null, at('14/7 09:00'));
    expect(told).toMatchObject({ id, until: null, answer: { text: 'điện lực hẹn 10:00' } });
  });

  test('only the ward’s own note ends, only once, and answers have a limit', () => {
    const { id } = note('14/7 09:00') as { id: number };
    expect(saveNote(world.db, row('14/7 09:10', { kind: 'end' }, id, '19789'))).toEqual({ refused: 'unknown' });
    expect(saveNote(world.db, row('14/7 09:10', { kind: 'end' }, id))).toHaveProperty('id');
    expect(saveNote(world.db, row('14/7 09:11', { kind: 'end' }, id))).toEqual({ refused: 'over' });
    expect(saveNote(world.db, row('14/7 09:11', { kind: 'end' }, id + 1))).toEqual({ refused: 'unknown' });
    const answers = Array.from({ length: 6 }, () =>
      saveNote(world.db, row('14/7 09:12', { kind: 'answer', text: 'x' }, id)),
    );
    expect(answers.at(-1)).toEqual({ refused: 'answered' });
  });

  test('what was said before a restart is on the board after it', () => {
    const shown: (readonly WardNote[])[] = [];
    const { id } = note('15/7 08:00') as { id: number };
    const never = () => Promise.reject(new Error('nothing is written'));
    createNoteDesk({
      db: world.db,
      writer: { note: never } as unknown as Writer,
      now: () => at('15/7 09:00'),
      show: (notes) => shown.push(notes),
    });
    expect(shown.at(-1)?.[0]).toMatchObject({ id, text: 'mất điện', until: null });
  });

  test('the day that is counted is the day in Huế', () => {
    for (let i = 0; i < 20; i++) expect(note('16/7 23:59')).toHaveProperty('id');
    expect(note('16/7 23:59')).toEqual({ refused: 'many' });
    expect(note('16/7 23:59', '19789')).toHaveProperty('id');
    expect(note('17/7 00:00')).toHaveProperty('id');
  });
});

test('of a ward’s notes what still holds comes first', () => {
  const one = (id: number, ward: string, until: string | null) => ({ id, ward, until }) as WardNote;
  const notes = [one(3, 'a', '2025-07-14T10:00:00+07:00'), one(2, 'b', null), one(1, 'a', null)];
  expect(notesOf(notes, 'a').map(({ id }) => id)).toEqual([1, 3]);
});
