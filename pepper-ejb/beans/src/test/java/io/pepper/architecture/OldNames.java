package io.pepper.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Names from before the field's own words came in, which must not come back. */
final class OldNames {
  /** Types' names by the beginning of the packages that had them. */
  static final Map<String, Set<String>> TYPES =
      Map.ofEntries(
          names(
              "io.pepper.store",
              """
              Shelf Shelves Due Browser Takes StandingTake StandingTakes Moves RedisLine RedisUpkeep
              WritesTogether Answers GroupCommit CommitThread Cursor\
              """),
          names(
              "io.pepper.bus",
              """
              Acceptance Gathering Lengths Shard Signals Node Bench Intake Ledger Couriers Doorbell
              Porch Gate Rounds Outage Surroundings Parcel Carrier Carriers FastCgiCarrier HttpCarrier
              CommandCarrier Verdict Answer Shared Traces Verb Execution Finding Target Figures\
              """),
          names(
              "io.pepper.cron",
              """
              Look Crew Lives LateNews Leftovers Ranks Agenda CarriedRun CarriedRuns Standing Defined
              Alarm Trace Marker Order Life Account Places Losing Glances AlarmClock Pulse Forecast
              Relations AlarmBell Bell Notice Notices Lanes Rounds Pace Happening Untold Complaints
              Loss Courier AlarmBook Keys Target\
              """),
          names(
              "io.pepper.discovery",
              """
              Book Cell Cells Slot Place Stamped Learner Edits Judgements Guard Questions Ask Rescue
              Remains Leftover Caretaker Lookout Vitals Delivery Duty Amendment Tally Admission
              Admittance Patient Diagnosis Departed Keys Target Nanos\
              """),
          names("io.pepper.bridge", "Exchange Published Query Rewrites Weights"),
          names("io.pepper.process", "Kin Pause"),
          names("io.pepper.database", "Trouble Waiting"),
          names("io.pepper.coordination", "Draft Follower OneByOne GroupCommit"),
          names(
              "io.pepper.web",
              """
              Audience Hangups Question Entrance Catalogue Told Tone Trail Noted Gate Exchange Keys
              Answers Choice Encoded\
              """));

  /** Old words for what variables hold. */
  static final Set<String> VARIABLES =
      words(
          """
          shelf shelves bench intake ledger couriers courier doorbell porch parcel parcels carrier
          carriers verdict verdicts crew agenda ranks bell lanes untold complaints judgements
          caretaker lookout vitals amendment admittance patient diagnosis kin hangups entrance
          gathering upkeep surroundings standingTake lateNews forecast\
          """);

  private OldNames() {}

  /** Returns all types' names. */
  static Set<String> allTypes() {
    Set<String> all = new TreeSet<>();
    TYPES.values().forEach(all::addAll);
    return all;
  }

  private static Map.Entry<String, Set<String>> names(String packages, String names) {
    return Map.entry(packages, words(names));
  }

  private static Set<String> words(String text) {
    return new TreeSet<>(List.of(text.split("\\s+")));
  }
}
