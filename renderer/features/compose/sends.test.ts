import { describe, expect, it } from 'vitest';
import type { DeliverySummary } from '../../../shared/model/delivery.ts';
import { withDelivery } from './sends.ts';

const send = (id: string, status: DeliverySummary['status'] = 'pending'): DeliverySummary => ({
  id,
  trigger: 'draft',
  status,
  createdAt: 0,
  method: 'POST',
  url: 'http://localhost/',
  attemptCount: 0,
});

describe('the sends of a draft', () => {
  it('stand newest first, in whatever order they are told of', () => {
    const list = [send('dlv_2'), send('dlv_1'), send('dlv_3')].reduce(withDelivery, []);
    expect(list.map((each) => each.id)).toEqual(['dlv_3', 'dlv_2', 'dlv_1']);
  });

  it('take in news of one they hold', () => {
    const list = withDelivery([send('dlv_2'), send('dlv_1')], send('dlv_1', 'responded'));
    expect(list.map((each) => each.status)).toEqual(['pending', 'responded']);
  });

  it('do not go back: a list read before the end does not undo the event that told of it', () => {
    const ended = [send('dlv_1', 'failed')];
    expect(withDelivery(ended, send('dlv_1'))).toBe(ended);
  });
});
