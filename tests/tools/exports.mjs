// Reads what acikkapi-replay has exported: node exports.mjs DIRECTORY EVENTS APPLICATIONS
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import assert from 'node:assert/strict';

const [directory, events, applications] = process.argv.slice(2);
const read = (form) => readFileSync(join(directory, `out.${form}`), 'utf8');

// Each form as: number, time and activity of every event, sorted.
const sorted = (list) => list.map((one) => one.join(' ')).sort();

const lines = read('jsonl').trimEnd().split('\n').map((line) => JSON.parse(line));
for (const line of lines) {
    assert.match(line.number, /^\d{2}-\d{4}-\d{9}-\d$/);
    assert.match(line.by, /^(engine|citizen|import|unit:\d{8}|[a-z]+:[0-9a-f]{16})$/, line.by);
    assert.equal(line.correlation, undefined);
}
const wanted = sorted(lines.map((line) => [line.number, line.occurred_at ?? line.at, line.what]));
assert.equal(wanted.length, Number(events));
assert.equal(new Set(lines.map((line) => line.number)).size, Number(applications));

const rows = read('csv').trimEnd().split('\r\n');
assert.equal(rows.shift(), 'case_id,at,activity,unit,actor,channel,position');
assert.deepEqual(sorted(rows.map((row) => row.split(',').slice(0, 3))), wanted);

const cloud = read('cloudevents').trimEnd().split('\n').map((line) => JSON.parse(line));
assert.deepEqual(sorted(cloud.map((one) => [one.subject, one.time, one.type.split('.').at(-1)])), wanted);
for (const one of cloud) {
    assert.equal(one.specversion, '1.0');
    assert.equal(one.datacontenttype, 'application/json');
    assert.match(one.source, /^acikkapi\.invalid\/register$/);
}
assert.equal(new Set(cloud.map((one) => one.id)).size, cloud.length);

const xes = read('xes');
const traces = xes.split('<trace>').slice(1);
assert.equal(traces.length, Number(applications));
const value = (text, key) => new RegExp(`key="${key}" value="([^"]*)"`).exec(text)?.[1];
const inTraces = traces.flatMap((trace) => {
    const [head, ...steps] = trace.split('<event>');
    const times = steps.map((step) => value(step, 'position')).map(Number);
    assert.deepEqual(times, [...times].sort((a, b) => a - b));
    return steps.map((step) => [value(head, 'concept:name'), value(step, 'time:timestamp'), value(step, 'concept:name')]);
});
assert.deepEqual(sorted(inTraces), wanted);

const ocel = JSON.parse(read('ocel'));
const objects = new Map(ocel.objects.map((one) => [one.id, one.type]));
const types = new Set(ocel.eventTypes.map((one) => one.name));
assert.deepEqual(new Set(ocel.objectTypes.map((one) => one.name)), new Set(['application', 'unit']));
assert.deepEqual(sorted(ocel.events.map((one) => {
    assert.ok(types.has(one.type));
    const about = one.relationships.map((to) => to.objectId);
    assert.ok(about.every((id) => objects.has(id)));
    return [about.find((id) => objects.get(id) === 'application'), one.time, one.type];
})), wanted);
console.log('all forms tell the same');
