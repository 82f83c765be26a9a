import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from './driver.ts';
import type { Database } from './driver.ts';
import { NewerDatabaseError, migrate, storeSteps } from './migrations.ts';

const steps = [
  'CREATE TABLE one (a INTEGER) STRICT; INSERT INTO one VALUES (1)',
  'ALTER TABLE one ADD COLUMN b TEXT; UPDATE one SET b = a',
];

describe('migrations', () => {
  let db: Database;
  beforeEach(() => {
    db = openDatabase(':memory:');
  });
  afterEach(() => db.close());

  const version = () => db.prepare<{ user_version: number }>('PRAGMA user_version').get()?.user_version;

  test('each step is taken once, from wherever a database stands', () => {
    migrate(db, steps.slice(0, 1), 'x.db');
    expect(version()).toBe(1);
    migrate(db, steps, 'x.db');
    migrate(db, steps, 'x.db');
    expect(version()).toBe(2);
    expect(
      db
        .prepare('SELECT a, b FROM one')
        .all()
        .map((row) => ({ ...(row as object) })),
    ).toEqual([{ a: 1, b: '1' }]);
  });

  test('a step that fails leaves nothing of itself, and all before it', () => {
    const broken = [...steps, 'CREATE TABLE two (a INTEGER); INSERT INTO missing VALUES (1)'];
    expect(() => migrate(db, broken, 'x.db')).toThrow(/missing/);
    expect(version()).toBe(2);
    expect(db.isInTransaction).toBe(false);
    expect(() => db.prepare('SELECT * FROM two')).toThrow(/two/);
  });

  test('a database from the future is refused, untouched', () => {
    db.exec('PRAGMA user_version = 3');
    expect(() => migrate(db, steps, 'x.db')).toThrow(NewerDatabaseError);
    expect(version()).toBe(3);
  });

  test('the steps of the store make its schema', () => {
    migrate(db, storeSteps, 'hookbench.db');
    expect(version()).toBe(storeSteps.length);
  });
});
