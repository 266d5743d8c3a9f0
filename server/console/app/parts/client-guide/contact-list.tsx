import type { ReactNode } from "react";
import { keysOf } from "../move-buttons.tsx";
import type { Contact } from "./guide-query.ts";
import css from "./client-guide.module.css";

interface ContactListProps {
  contacts: readonly Contact[];
  /** What can be done with one. */
  tools?: (index: number) => ReactNode;
}

/** People at a client, to be called or written to. */
export function ContactList({ contacts, tools }: ContactListProps) {
  const keys = keysOf(contacts.map(({ name }) => name));
  return (
    <ul className={css.list}>
      {contacts.map(({ name, role, phone, email, note }, index) => (
        <li key={keys[index]} className={css.one}>
          <div className={css.words}>
            <p>
              <span className={css.name}>{name}</span>
              {role !== null && <span className={css.about}>, {role}</span>}
            </p>
            {(phone !== null || email !== null) && (
              <p className={css.ways}>
                {phone !== null && <PhoneNumber phone={phone} />}
                {email !== null && <a href={`mailto:${encodeURIComponent(email)}`}>{email}</a>}
              </p>
            )}
            {note !== null && <p className={css.note}>{note}</p>}
          </div>
          {tools?.(index)}
        </li>
      ))}
    </ul>
  );
}

/** What follows the number in words, such as an extension, is not dialled. */
function PhoneNumber({ phone }: { phone: string }) {
  const number = /^[^\p{L}]*/u.exec(phone)?.[0].replaceAll(/[^+\d]/g, "") ?? "";
  return number.length < 3 ? <span>{phone}</span> : <a href={`tel:${number}`}>{phone}</a>;
}
