import { expect, test } from 'vitest';
import { curveOf } from '../src/curve';
import { run } from './contents';

const seconds = (epoch: { seconds: number | null }) => epoch.seconds;
const loss = (epoch: { train_loss: number | null }) => epoch.train_loss;

test('a curve is the mean over runs, epoch by epoch', () => {
  const curve = curveOf([run('a', 'sgd', 1, [4, 2]), run('b', 'sgd', 3, [6, 2])], seconds, loss);
  expect(curve).toEqual([
    { epoch: 1, x: 4, y: 5, deviation: Math.SQRT2 },
    { epoch: 2, x: 6, y: 2, deviation: 0 },
  ]);
});

test('where one run is undefined or has ended, so is the mean', () => {
  const curve = curveOf([run('a', 'sgd', 1, [4, null, 2]), run('b', 'sgd', 2, [6, 2])], seconds, loss);
  expect(curve.map(({ y }) => y)).toEqual([5, null, null]);
});
