import { type EventSourceMessage, EventSourceParserStream } from "eventsource-parser/stream";

/** Server-sent events of an answer, as they come. @param heard is told of every piece, comments too */
export async function* readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  heard: () => void = () => {},
): AsyncGenerator<EventSourceMessage> {
  const ear = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      heard();
      controller.enqueue(chunk);
    },
  });
  const decoder = new TextDecoderStream() as unknown as TransformStream<Uint8Array<ArrayBuffer>, string>;
  const reader = body.pipeThrough(ear).pipeThrough(decoder).pipeThrough(new EventSourceParserStream()).getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    await reader.cancel();
  }
}
