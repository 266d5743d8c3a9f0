export { fieldHelp } from "./event-mapping/fields.ts";
export { bodyVariables, itemsHelp, itemsSetting, mapBody } from "./event-mapping/map-body.ts";
export { compileMapping, mapEvent, type Mapping } from "./event-mapping/map-event.ts";
export { readBody } from "./event-mapping/read-body.ts";
export { mappingSettings, type MappingSettings } from "./event-mapping/settings.ts";
