/** What notices say, title and body, in German. */
export const notices: Readonly<Record<string, string>> = {
  "Outage: nothing fell due in {0} minutes that were missed": "Ausfall von {0} Minuten: keine Fälligkeit verpasst",
  "Outage: nothing fell due in {0} hours that were missed": "Ausfall von {0} Stunden: keine Fälligkeit verpasst",
  "Outage: 1 thing fell due in {0} minutes that were missed": "Ausfall von {0} Minuten: 1 Fälligkeit verpasst",
  "Outage: 1 thing fell due in {0} hours that were missed": "Ausfall von {0} Stunden: 1 Fälligkeit verpasst",
  "Outage: {0} things fell due in {1} minutes that were missed": "Ausfall von {1} Minuten: {0} Fälligkeiten verpasst",
  "Outage: {0} things fell due in {1} hours that were missed": "Ausfall von {1} Stunden: {0} Fälligkeiten verpasst",
  "Restore: nothing fell due in {0} minutes that were missed":
    "Wiederherstellung: keine Fälligkeit in {0} verpassten Minuten",
  "Restore: nothing fell due in {0} hours that were missed":
    "Wiederherstellung: keine Fälligkeit in {0} verpassten Stunden",
  "Restore: 1 thing fell due in {0} minutes that were missed":
    "Wiederherstellung: 1 Fälligkeit in {0} verpassten Minuten",
  "Restore: 1 thing fell due in {0} hours that were missed":
    "Wiederherstellung: 1 Fälligkeit in {0} verpassten Stunden",
  "Restore: {0} things fell due in {1} minutes that were missed":
    "Wiederherstellung: {0} Fälligkeiten in {1} verpassten Minuten",
  "Restore: {0} things fell due in {1} hours that were missed":
    "Wiederherstellung: {0} Fälligkeiten in {1} verpassten Stunden",
  "From {0} to {1}. {2} Nothing fell due in it.": "Von {0} bis {1}. {2} In dieser Zeit wurde nichts fällig.",
  "From {0} to {1}. {2} Every service desk was read before anything was written to it. Nothing fell due in it.":
    "Von {0} bis {1}. {2} Jeder Service Desk wurde gelesen, bevor dort etwas geschrieben wurde. In dieser Zeit wurde nichts fällig.",
  "From {0} to {1}. {2} These fell due, and nobody was paged for them now:\n\n{3}\n\nWhat comes next is told as usual.":
    "Von {0} bis {1}. {2} Folgendes wurde fällig, und niemand wurde dafür nachträglich benachrichtigt:\n\n{3}\n\nWas danach kommt, wird wie gewohnt gemeldet.",
  "From {0} to {1}. {2} Every service desk was read before anything was written to it. These fell due, and nobody was paged for them now:\n\n{3}\n\nWhat comes next is told as usual.":
    "Von {0} bis {1}. {2} Jeder Service Desk wurde gelesen, bevor dort etwas geschrieben wurde. Folgendes wurde fällig, und niemand wurde dafür nachträglich benachrichtigt:\n\n{3}\n\nWas danach kommt, wird wie gewohnt gemeldet.",
  "No hub was running in that time.": "In dieser Zeit lief kein Hub.",
  "The database was restored from a backup: what the hub did in that time is not known here any more.":
    "Die Datenbank wurde aus einer Sicherung wiederhergestellt: Was der Hub in dieser Zeit getan hat, ist hier nicht mehr bekannt.",
  "The database went back to an earlier state, not by this hub's own restore: what the hub did in that time is not known here any more.":
    "Die Datenbank ist auf einen früheren Stand zurückgefallen, nicht durch eine Wiederherstellung dieses Hubs: Was der Hub in dieser Zeit getan hat, ist hier nicht mehr bekannt.",

  "{0} is paused: comments of {1} tickets have vanished":
    "{0} ist angehalten: Kommentare von {1} Tickets sind verschwunden",
  '{0} That is more than people delete by hand: perhaps the account may no longer see internal notes or time entries. Nothing more was deleted elsewhere. Give it back its rights, then let it go on with "interdesk connection live {1}"; was it meant, with "--allow-many".':
    "{0} Das ist mehr, als Menschen von Hand löschen: Vielleicht darf das Konto interne Notizen oder Zeiteinträge nicht mehr sehen. Anderswo wurde nichts weiter gelöscht. Geben Sie dem Konto seine Rechte zurück, und setzen Sie die Verbindung dann mit „interdesk connection live {1}“ fort; war es beabsichtigt, mit „--allow-many“.",
  "{0} is paused: {1} tickets were changed at once": "{0} ist angehalten: {1} Tickets wurden auf einmal geändert",
  '{0} What came after that was not carried over. Was it meant? Then let it go on with "interdesk connection live {1} --allow-many"; else put it right in {2} first.':
    "{0} Was danach kam, wurde nicht übernommen. War es beabsichtigt? Dann setzen Sie die Verbindung mit „interdesk connection live {1} --allow-many“ fort; sonst bringen Sie es zuerst in {2} in Ordnung.",
  "{0} lists {1} of {2} alerts no more": "{0} führt {1} von {2} Alarmen nicht mehr",
  'No message said that they had ended, so they are kept open: the tool may have lost its memory, or show us less than before. Have they ended? Then say so with "interdesk connection live {0} --allow-many".':
    "Keine Meldung besagte, dass sie vorbei sind, deshalb bleiben sie offen: Vielleicht hat das Werkzeug seine Daten verloren oder zeigt uns weniger als zuvor. Sind sie vorbei? Dann bestätigen Sie das mit „interdesk connection live {0} --allow-many“.",
  "{0} is paused: {1} tickets have vanished": "{0} ist angehalten: {1} Tickets sind verschwunden",
  '{0} That is more than people delete by hand: perhaps the account lost a right, or the address leads to another database. Nothing was deleted anywhere. Check the account with "interdesk connection test {1}", then let it go on with "interdesk connection live {2}".':
    "{0} Das ist mehr, als Menschen von Hand löschen: Vielleicht hat das Konto ein Recht verloren, oder die Adresse führt zu einer anderen Datenbank. Es wurde nirgends etwas gelöscht. Prüfen Sie das Konto mit „interdesk connection test {1}“, und setzen Sie die Verbindung dann mit „interdesk connection live {2}“ fort.",

  "{0} no longer lets us in": "{0} lässt uns nicht mehr hinein",
  '{0}\n\nNothing is lost: what is owed waits, and sign-in is tried again every 15 minutes. Check the account at the vendor, then enter new credentials with "interdesk connection secret {1}", or let it go on with "interdesk connection live {2}".':
    "{0}\n\nNichts ist verloren: Was noch zu schreiben ist, wartet, und die Anmeldung wird alle 15 Minuten erneut versucht. Prüfen Sie das Konto beim Anbieter, und geben Sie dann mit „interdesk connection secret {1}“ neue Zugangsdaten ein, oder setzen Sie die Verbindung mit „interdesk connection live {2}“ fort.",
  "{0} does not call us any more": "{0} ruft uns nicht mehr auf",
  'Its webhook could not be checked or made again: {0}\n\nNothing is lost, the hub asks by itself; but news come later. See "interdesk connection webhook {1}".':
    "Der Webhook dort ließ sich nicht prüfen oder neu einrichten: {0}\n\nNichts ist verloren, der Hub fragt selbst nach; Neues kommt aber später an. Siehe „interdesk connection webhook {1}“.",

  "The webhook to {0} was switched off": "Der Webhook zu {0} wurde abgeschaltet",
  '{0}\n\nIt is owed nothing that happens from now on. When its receiver works again, check it with "interdesk webhooks test {1}" and let it go on with "interdesk webhooks resume {2}": what still waits is sent then. "interdesk webhooks log {3}" shows what it has missed, "interdesk webhooks replay" sends it again.':
    "{0}\n\nWas ab jetzt geschieht, erfährt er nicht mehr. Wenn sein Empfänger wieder arbeitet, prüfen Sie ihn mit „interdesk webhooks test {1}“, und lassen Sie ihn mit „interdesk webhooks resume {2}“ weiterlaufen: Was noch wartet, wird dann gesendet. „interdesk webhooks log {3}“ zeigt, was er verpasst hat; „interdesk webhooks replay“ sendet es noch einmal.",
  "A webhook has fallen behind: more than {0} events waited":
    "Ein Webhook ist im Rückstand: Mehr als {0} Ereignisse warteten",
  'Its receiver takes events more slowly than they happen, or not at all, or it was paused for long: the oldest are given up. See "interdesk webhooks show {0}"; once it keeps up, "interdesk webhooks replay {1} --since TIME" sends them again.':
    "Sein Empfänger nimmt Ereignisse langsamer an, als sie geschehen, oder gar nicht, oder der Webhook war lange angehalten: Die ältesten werden verworfen. Siehe „interdesk webhooks show {0}“; sobald er wieder nachkommt, sendet „interdesk webhooks replay {1} --since TIME“ sie noch einmal.",

  "No good backup for {0} hours": "Seit {0} Stunden keine gute Sicherung",
  "Backups are to be taken every {0} hours into {1}. None was ever taken. The last try failed: {2}\n\nPut that right, and see that it works with: interdesk backup FILE. It is tried again every ten minutes.":
    "Alle {0} Stunden soll eine Sicherung nach {1} geschrieben werden. Noch keine ist gelungen. Der letzte Versuch ist gescheitert: {2}\n\nBeheben Sie das, und prüfen Sie mit „interdesk backup FILE“, ob es gelingt. Alle zehn Minuten wird es erneut versucht.",
  "Backups are to be taken every {0} hours into {1}. The last good one is {2} hours old. The last try failed: {3}\n\nPut that right, and see that it works with: interdesk backup FILE. It is tried again every ten minutes.":
    "Alle {0} Stunden soll eine Sicherung nach {1} geschrieben werden. Die letzte gute ist {2} Stunden alt. Der letzte Versuch ist gescheitert: {3}\n\nBeheben Sie das, und prüfen Sie mit „interdesk backup FILE“, ob es gelingt. Alle zehn Minuten wird es erneut versucht.",
  "Backups are to be taken every {0} hours into {1}. None was ever taken. Put that right, and see that it works with: interdesk backup FILE. It is tried again every ten minutes.":
    "Alle {0} Stunden soll eine Sicherung nach {1} geschrieben werden. Noch keine ist gelungen. Beheben Sie das, und prüfen Sie mit „interdesk backup FILE“, ob es gelingt. Alle zehn Minuten wird es erneut versucht.",
  "Backups are to be taken every {0} hours into {1}. The last good one is {2} hours old. Put that right, and see that it works with: interdesk backup FILE. It is tried again every ten minutes.":
    "Alle {0} Stunden soll eine Sicherung nach {1} geschrieben werden. Die letzte gute ist {2} Stunden alt. Beheben Sie das, und prüfen Sie mit „interdesk backup FILE“, ob es gelingt. Alle zehn Minuten wird es erneut versucht.",
};
