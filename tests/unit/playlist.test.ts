import { createRoot } from 'solid-js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readRoute } from '../../client/route';
import { createPlaylist, nextInRotation, type Playlist, stepOf, withTurns } from '../../client/views/wall/playlist';

const TURNS = [
  { name: 'a', dwellMs: 90_000 },
  { name: 'b', dwellMs: 45_000 },
  { name: 'c', dwellMs: null },
];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start(wish: { scene?: string; paused?: boolean; held?: () => boolean } = {}): Playlist {
  return createRoot(() =>
    createPlaylist({
      turns: TURNS,
      scene: wish.scene ?? null,
      paused: wish.paused ?? false,
      held: wish.held ?? (() => false),
      mono: () => Date.now(),
    }),
  );
}

describe('the rotation', () => {
  test('the address sets its dwell times; what it does not name takes no turn, what it misspells changes nothing', () => {
    const play = readRoute({ pathname: '/wall', search: '?play=b:20,c:7,d:x,a:1' }).play;
    expect(withTurns(TURNS, play)).toEqual([
      { name: 'a', dwellMs: null },
      { name: 'b', dwellMs: 20_000 },
      { name: 'c', dwellMs: 7000 },
    ]);
    expect(readRoute({ pathname: '/wall', search: '?play=90' }).play).toBeNull();
    expect(withTurns(TURNS, new Map([['nobody', 20]]))).toBe(TURNS);
  });

  test('each scene stays for its time; one that is only shown when asked for is passed over', () => {
    const playlist = start();
    vi.advanceTimersByTime(89_000);
    expect(playlist.index()).toBe(0);
    vi.advanceTimersByTime(2000);
    expect(playlist.index()).toBe(1);
    vi.advanceTimersByTime(46_000);
    expect(playlist.index()).toBe(0);
    expect(nextInRotation(TURNS, 1)).toBe(0);
  });

  test('paused it stays; going on, the scene has its whole time again', () => {
    const playlist = start();
    vi.advanceTimersByTime(80_000);
    playlist.take('pause');
    vi.advanceTimersByTime(500_000);
    expect(playlist.index()).toBe(0);
    playlist.take('pause');
    vi.advanceTimersByTime(91_000);
    expect(playlist.index()).toBe(1);
  });

  test('it waits while something has just begun to ask for action', () => {
    let held = true;
    const playlist = start({ held: () => held });
    vi.advanceTimersByTime(300_000);
    expect(playlist.index()).toBe(0);
    held = false;
    vi.advanceTimersByTime(1000);
    expect(playlist.index()).toBe(1);
  });

  test('a scene that was asked for stays until it is left', () => {
    const playlist = start();
    expect(playlist.goTo('c')).toBe(true);
    vi.advanceTimersByTime(500_000);
    expect(playlist.index()).toBe(2);
    playlist.take('next');
    expect(playlist.index()).toBe(0);
    expect(playlist.goTo('nothing')).toBe(false);
  });

  test.each([
    ['ArrowRight', 1],
    ['PageUp', 2],
    ['3', 2],
    ['ChannelUp', 1],
    ['ChannelDown', 2],
    ['MediaTrackNext', 1],
    ['MediaTrackPrevious', 2],
    ['MediaFastForward', 1],
    ['MediaRewind', 2],
    ['PageDown', 1],
    ['ArrowLeft', 2],
  ])('the key %s leads from the first scene to number %i', (key, to) => {
    const playlist = start();
    const step = stepOf({ key });
    expect(step).not.toBeNull();
    if (step) playlist.take(step);
    expect(playlist.index()).toBe(to);
  });

  test.each([' ', 'Pause', 'MediaPlayPause', 'MediaPause', 'MediaPlay', 'MediaStop', 'Play'])(
    'the key “%s” holds the scene and lets it go',
    (key) => {
      expect(stepOf({ key })).toBe('pause');
    },
  );

  test.each([
    [415, 'pause'],
    [19, 'pause'],
    [10252, 'pause'],
    [417, 'next'],
    [412, 'previous'],
    [427, 'next'],
    [428, 'previous'],
    [7, null],
  ])('a television that gives its key no name is understood by its number: %i', (keyCode, step) => {
    expect(stepOf({ key: 'Unidentified', keyCode })).toBe(step);
    expect(stepOf({ key: 'F8', keyCode })).toBeNull();
  });

  test('other keys are none of its business, and a number without a scene changes nothing', () => {
    expect(stepOf({ key: 'x' })).toBeNull();
    const playlist = start();
    playlist.take({ goTo: 8 });
    expect(playlist.index()).toBe(0);
  });
});
