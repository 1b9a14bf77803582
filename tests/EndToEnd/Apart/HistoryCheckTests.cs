using PlayCount.Faults;

namespace PlayCount.EndToEnd.Tests.Apart;

public sealed class HistoryCheckTests
{
    private const string Job = "first/train/user_1/1x1";

    private static readonly HistoryEvent Taken = Event(100, "queued", "leased") with { Lease = "a" };

    private static readonly HistoryEvent TakenOver =
        Event(3_000, "leased", "leased") with { OldLease = "a", Lease = "b", OldLeaseUntil = 2_100 };

    private static readonly HistoryEvent Done = Event(3_500, "leased", "done") with { OldLease = "b", Answer = "x", OldIsPublished = 1 };

    private static readonly HistoryEvent Published = Event(3_510, "done", "done") with { OldAnswer = "x", Answer = "x", IsPublished = 1 };

    private static readonly HistoryEvent TickedOff = Event(3_600, null, null) with { What = "answer", Answer = "x" };

    [Fact]
    public void A_job_that_was_taken_over_when_its_lease_had_ended_is_right() =>
        Assert.Empty(Offences(Taken, TakenOver, Done, Published, TickedOff));

    [Fact]
    public void A_lease_that_is_taken_before_the_other_has_ended_is_not() => AssertOffence(
        "had two holders: taken over 1 ms before its lease ended",
        Taken, TakenOver with { At = 2_099 }, Done, Published, TickedOff);

    [Fact]
    public void Work_that_is_done_twice_is_not() => AssertOffence(
        "was done and became leased", Taken, Done, Event(4_000, "done", "leased") with { OldAnswer = "x", Answer = "x" }, Done, TickedOff);

    [Fact]
    public void Work_that_is_never_done_is_not() => AssertOffence("was done 0 times", Taken, TakenOver);

    [Fact]
    public void Another_answer_is_not() => AssertOffence(
        "was done and got another answer", Taken, Done, Published with { Answer = "y" }, TickedOff);

    [Fact]
    public void An_answer_that_is_ticked_off_twice_is_not() => AssertOffence(
        "was ticked off 2 times", Taken, Done, Published, TickedOff, TickedOff);

    [Fact]
    public void An_answer_that_nobody_gave_is_not() => AssertOffence(
        "with an answer that no worker gave", Taken, Done, Published, TickedOff with { Answer = "z" });

    [Fact]
    public void An_end_without_a_lease_is_not() => AssertOffence(
        "became done while nobody held it", Event(200, "queued", "done") with { Answer = "x" }, TickedOff);

    [Fact]
    public void Work_without_an_answer_is_lost() => Assert.Contains(
        HistoryCheck.Offences([Taken, Done], new Dictionary<string, bool> { [Job] = false }),
        line => line.Contains("was lost", StringComparison.Ordinal));

    private static IReadOnlyList<string> Offences(params HistoryEvent[] history) =>
        HistoryCheck.Offences(history, new Dictionary<string, bool> { [Job] = true });

    private static void AssertOffence(string part, params HistoryEvent[] history) =>
        Assert.Contains(Offences(history), line => line.Contains(part, StringComparison.Ordinal));

    private static HistoryEvent Event(long at, string? oldState, string? state) =>
        new() { At = at, What = "job", Owner = "training", JobKey = Job, OldState = oldState, State = state };
}
