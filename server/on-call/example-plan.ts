/**
 * What is shown until a plan is saved: nobody is on duty and nothing pages. Lines with one `#` are the plan, once that is
 * taken away; lines with two tell what they do.
 */
export const examplePlanText = `## Who is on duty, and who is told of what. All of this is an example: nothing of it counts.
## Take away "# " where you want it to, put your own names in, and save it: interdesk oncall set on-call.yaml

## Everybody who can be on duty, and how each is reached: "connection" names a pager among the connections.
# people:
#   - id: anna                       # short, and kept when she changes her name
#     name: Anna Berg
#     language: en                   # en or de
#     timeZone: Europe/Berlin
#     channels:                      # tried in this order
#       - { connection: Chat, channel: direct, address: anna@msp.example }
#       - { connection: Phone, channel: voice, address: "+4930123456", afterMinutes: 5 }
#     quietHours: { from: "22:00", to: "07:00" } # holds what is not of priority 1
#     manager: carl                  # whom an escalation goes to above her
#   - { id: ben, name: Ben Ott, timeZone: Europe/Berlin }
#   - { id: carl, name: Carl Roth, timeZone: Europe/Berlin }

# teams:
#   - { id: core, name: Core team, members: [anna, ben], schedule: night }

## Layers: a later one covers those above it while it is on duty.
# schedules:
#   - id: night
#     name: Night duty
#     timeZone: Europe/Berlin
#     layers:
#       - name: whoever is left
#         people: [carl]
#         rotation: { unit: week, weekday: monday, handOver: "09:00" }
#         startsOn: 2026-03-02       # a Monday: the first of the people begins there
#       - name: nights
#         people: [anna, ben]        # in the order of their turns
#         rotation: { unit: week, weekday: monday, handOver: "09:00" }
#         startsOn: 2026-03-02
#         hours:                     # when this layer is on duty at all; without them always
#           monday: [{ from: "17:00", to: "09:00" }] # until the next morning
#           friday: [{ from: "17:00", to: "09:00" }]

## Steps, until somebody takes the ticket.
# escalations:
#   - name: urgent
#     steps:
#       - { notify: [{ schedule: night }] }
#       - { afterMinutes: 10, notify: [{ schedule: night }, { team: core }] }
#       - { afterMinutes: 10, notify: [{ managers: true }] }
#     repeat: { times: 2, afterMinutes: 10 }

## Which tickets have which escalation: all that is given has to fit.
# assignments:
#   - { policy: urgent, priorities: [1, 2] }

## Who is told when all steps are exhausted, or nobody is on duty.
# lastResort: [{ person: carl }]
`;
