/** What is said of certificates and of connections that broke, in German. */
export const httpFailures: Readonly<Record<string, string>> = {
  "The server's certificate has expired.": "Das Zertifikat des Servers ist abgelaufen.",
  "The server's certificate is for another host name.": "Das Zertifikat des Servers gilt für einen anderen Hostnamen.",
  "The server's certificate is self-signed.": "Das Zertifikat des Servers ist selbstsigniert.",
  "The server's certificate chain holds a self-signed certificate.":
    "Die Zertifikatskette des Servers enthält ein selbstsigniertes Zertifikat.",
  "The server's certificate could not be verified; its chain may be incomplete.":
    "Das Zertifikat des Servers ließ sich nicht prüfen; vielleicht ist seine Kette unvollständig.",
  "The server's certificate comes from an authority that is not known here.":
    "Das Zertifikat des Servers stammt von einer Zertifizierungsstelle, die hier nicht bekannt ist.",
  "The server took the request and did not begin to answer in time.":
    "Der Server hat die Anfrage angenommen, aber nicht rechtzeitig zu antworten begonnen.",
  "The answer stopped in the middle.": "Die Antwort brach mittendrin ab.",
  "The connection broke before the answer was complete.": "Die Verbindung brach ab, bevor die Antwort vollständig war.",
};
