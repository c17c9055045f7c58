/**
 * The request for the registries: a template that prints JSON (`RegistryDocument`) about `count` entities from `offset` on:
 * Home Assistant refuses an answer above 256 KiB (`MAX_TEMPLATE_OUTPUT` in its `helpers/template`) with an error. It is sent as
 * `POST /api/template`, which every version has; functions that a version lacks are not called: areas came with 2021.5,
 * floors and labels with 2024.4. Servers before 2018 do not have `namespace` and answer 400.
 * https://www.home-assistant.io/docs/configuration/templating/#areas
 */
export function registryTemplate(offset: number, count: number): string {
  return TEMPLATE.replace('FROM', String(offset)).replace('TO', String(offset + count));
}

const TEMPLATE = `
{%- macro text(value) -%}{{ value | default('', true) | string | tojson }}{%- endmacro -%}
{%- macro marks(id) -%}{{ (labels(id) if labels is defined else []) | list | tojson }}{%- endmacro -%}
{%- macro comma(loop) -%}{{ '' if loop.first else ',' }}{%- endmacro -%}
{%- set all = states | list -%}
{%- set found = namespace(areas=[], devices=[]) -%}
{"total":{{ all | length }},"entities":[
{%- for entity in all[FROM:TO] -%}
{%- set area = area_id(entity.entity_id) if area_id is defined else none -%}
{%- set device = device_id(entity.entity_id) if device_id is defined else none -%}
{%- set found.areas = found.areas + [area] -%}
{%- set found.devices = found.devices + [device] -%}
{{ comma(loop) }}[{{ text(entity.entity_id) }},{{ text(entity.name) }},{{ text(entity.attributes.device_class) }},
{{- text(area) }},{{ text(device) }},{{ marks(entity.entity_id) }},
{{- text(entity.attributes.unit_of_measurement) }}]
{%- endfor -%}
],"devices":[
{%- for device in found.devices | select | unique if device_attr is defined -%}
{%- set area = area_id(device) -%}
{%- set found.areas = found.areas + [area] -%}
{{ comma(loop) }}[{{ text(device) }},
{{- text(device_attr(device, 'name_by_user') | default(device_attr(device, 'name'), true)) }},{{ text(area) }},{{ marks(device) }}]
{%- endfor -%}
],"areas":[
{%- for area in found.areas | select | unique -%}
{{ comma(loop) }}[{{ text(area) }},{{ text(area_name(area)) }},{{ text(floor_id(area) if floor_id is defined else none) }},{{ marks(area) }}]
{%- endfor -%}
],"floors":[
{%- for floor in (floors() if floors is defined else []) -%}
{{ comma(loop) }}[{{ text(floor) }},{{ text(floor_name(floor)) }}]
{%- endfor -%}
],"labels":[
{%- for label in (labels() if labels is defined else []) -%}
{{ comma(loop) }}[{{ text(label) }},{{ text(label_name(label)) }}]
{%- endfor -%}
],"persons":[
{%- for person in states.person -%}
{{ comma(loop) }}[{{ text(person.entity_id) }},{{ text(person.name) }},{{ text(person.attributes.user_id) }}]
{%- endfor -%}
]}`;
