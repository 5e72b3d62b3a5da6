/** What the page takes of the measurements: the catalogue, which the lens loads with itself, and types. */
export { CATALOGUE, CATALOGUE_ORDER, isWorrying, metricName } from '../protocol/metrics/catalogue.ts';
export { METRIC_GROUPS, type MetricInfo } from '../protocol/metrics/metricInfo.ts';
export type { ChartView, MeasuredView, MeasureWindow, MetricId, SeriesView } from '../protocol/metrics/measured.ts';
