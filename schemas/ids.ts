import { z } from "zod";

/** One managed service provider; every row belongs to one. */
export const TenantId = z.uuid().brand<"TenantId">();
export type TenantId = z.infer<typeof TenantId>;
/** A customer organisation of the tenant. */
export const ClientId = z.uuid().brand<"ClientId">();
export type ClientId = z.infer<typeof ClientId>;
export const ConnectionId = z.uuid().brand<"ConnectionId">();
export type ConnectionId = z.infer<typeof ConnectionId>;
/** UUIDv7: rises with the instant of receipt, so that it orders the deliveries of a connection. */
export const DeliveryId = z.uuid().brand<"DeliveryId">();
export type DeliveryId = z.infer<typeof DeliveryId>;
export const AlertId = z.uuid().brand<"AlertId">();
export type AlertId = z.infer<typeof AlertId>;
export const FoldId = z.uuid().brand<"FoldId">();
export type FoldId = z.infer<typeof FoldId>;
export const TicketId = z.uuid().brand<"TicketId">();
export type TicketId = z.infer<typeof TicketId>;
export const LinkId = z.uuid().brand<"LinkId">();
export type LinkId = z.infer<typeof LinkId>;
export const CommentId = z.uuid().brand<"CommentId">();
export type CommentId = z.infer<typeof CommentId>;
/** A configuration item: a device, service or site of a client. */
export const ItemId = z.uuid().brand<"ItemId">();
export type ItemId = z.infer<typeof ItemId>;
export const AttachmentId = z.uuid().brand<"AttachmentId">();
export type AttachmentId = z.infer<typeof AttachmentId>;
/** One message to one person, team or platform; the same in every attempt to send it. */
export const PageId = z.uuid().brand<"PageId">();
export type PageId = z.infer<typeof PageId>;

/** Another system that is told of what happens here. */
export const WebhookId = z.uuid().brand<"WebhookId">();
export type WebhookId = z.infer<typeof WebhookId>;
/** UUIDv7; the same in every attempt to tell somebody of it. */
export const WebhookEventId = z.uuid().brand<"WebhookEventId">();
export type WebhookEventId = z.infer<typeof WebhookEventId>;

/** A vendor's own key of a record: opaque, compared only within one connection. */
export const ExternalId = z.string().min(1).max(500).brand<"ExternalId">();
export type ExternalId = z.infer<typeof ExternalId>;

/** UUIDv5 that a record made by us carries at the vendor, so that it is recognised after any crash. */
export const Marker = z.uuid().brand<"Marker">();
export type Marker = z.infer<typeof Marker>;
