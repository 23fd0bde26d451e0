import type { Measure } from '../curve';

/** What a curve is drawn over. */
export interface Axis {
  label: string;
  measure: Measure;
  fromZero: boolean;
}

export const overEpochs: Axis = { label: 'epochs', measure: (epoch) => epoch.epoch, fromZero: false };

export const overSeconds: Axis = { label: 'seconds of training', measure: (epoch) => epoch.seconds, fromZero: true };
