export { refuseAddress } from "./http/address-guard.ts";
export { Base64Text } from "./http/json-body.ts";
export { createVendorHttp, type OpenVendorHttp } from "./http/vendor-http.ts";
export { createDial, type Dial } from "./http/dial.ts";
export { parseWith, readJson } from "./http/read-answer.ts";
export { tellAnswer } from "./http/tell-answer.ts";
export { trimSlashes } from "./http/trim-slashes.ts";
export type { VendorCall, VendorHttp, VendorResponse } from "./http/vendor-call.ts";
