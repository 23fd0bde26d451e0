import type { LayerZones } from '../content';
import { orDash, tick } from '../format';
import { zoneHistogram, zoneRanks } from '../plots/zones';
import { figure } from './figure';
import { section } from './section';
import { foldedTable } from './table';

/** Where the units of each layer can learn: how their zones are distributed over inputs, and unit by unit. */
export function zones(layers: readonly LayerZones[]): HTMLElement[] {
  if (layers.length === 0) return [];
  return [
    section('Learning zones', figure({
      pictures: layers.map((one) => ({
        description: `How the learning zones of layer ${one.layer} are distributed over its ${one.unit_means.length} units and all inputs, from 0 to ${orDash(one.largest, tick)}.`,
        draw: (width: number) => zoneHistogram(one, width),
      })),
      caption: 'Shares of all pairs of a unit and an input. At the left edge an input teaches a unit nothing; at the right edge, as much as any input could.',
      data: foldedTable('Numbers', 'Shares of pairs of a unit and an input', ['Layer', ...(layers[0]!.counts.map((_, part, all) => `${Math.round(100 * part / all.length)} %`))],
        layers.map(({ layer, counts }) => [{ text: layer }, ...counts.map((count) => ({ text: String(count) }))])),
    })),
    section('Units', figure({
      pictures: layers.map((one) => ({
        description: `The mean learning zone of each of the ${one.unit_means.length} units of layer ${one.layer}, in ascending order; crosses are units that cannot learn.`,
        draw: (width: number) => zoneRanks(one, width),
      })),
      caption: 'Each unit\'s mean zone over all inputs. Crosses are dead or saturated units: no input is within their zone.',
      data: foldedTable('Numbers', 'Mean zone of each unit', ['Unit', 'Mean zone', 'State'],
        layers.flatMap(({ layer, unit_means, unit_states }) => unit_means.map((mean, unit) => [{ text: `${layer}[${unit}]` }, { text: orDash(mean, tick) }, { text: unit_states[unit] ?? '' }]))),
    })),
  ];
}
