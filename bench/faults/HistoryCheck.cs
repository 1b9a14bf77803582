using System.Globalization;

namespace PlayCount.Faults;

/// <summary>What must hold of every history, whatever was killed.</summary>
internal static class HistoryCheck
{
    /// <summary>What does not hold, a line each.</summary>
    /// <param name="history">Of one experiment from its start to its end, in order.</param>
    /// <param name="asked">The work that the experiment had at its end: whether it was answered, by its key.</param>
    public static IReadOnlyList<string> Offences(
        IReadOnlyList<HistoryEvent> history, IReadOnlyDictionary<string, bool> asked)
    {
        var jobs = history.Where(one => one.What == "job").ToLookup(one => one.JobKey);
        var answers = history.Where(one => one.What == "answer").ToLookup(one => one.JobKey);
        return
        [
            .. jobs.SelectMany(job => job.SelectMany(Step)),
            .. asked.Where(work => !work.Value).Select(work => $"{work.Key} was lost: it never got an answer"),
            .. asked.Keys.Where(work => Done(jobs[work]).Count() != 1)
                .Select(work => $"{work} was done {Text(Done(jobs[work]).Count())} times; once is right"),
            .. asked.Keys.Where(work => answers[work].Count() != 1)
                .Select(work => $"{work} was ticked off {Text(answers[work].Count())} times; once is right"),
            .. from work in asked.Keys
               from answer in answers[work]
               where Done(jobs[work]).All(done => done.Answer != answer.Answer)
               select $"{work} was ticked off with an answer that no worker gave",
        ];
    }

    /// <summary>The events that ended a job with its answer.</summary>
    private static IEnumerable<HistoryEvent> Done(IEnumerable<HistoryEvent> job) =>
        job.Where(one => one.State == "done" && one.OldState != "done");

    private static IEnumerable<string> Step(HistoryEvent one)
    {
        var isTaken = one.State == "leased" && one.Lease != one.OldLease;
        if (isTaken && one.OldState == "leased" && one.At < one.OldLeaseUntil)
            yield return $"{one.JobKey} had two holders: taken over {Text(one.OldLeaseUntil - one.At)} ms before its lease ended";
        if (one.OldState == "done" && one.State != "done")
            yield return $"{one.JobKey} was done and became {one.State}";
        if (one.OldState == "done" && one.OldAnswer != one.Answer)
            yield return $"{one.JobKey} was done and got another answer";
        if (one.State is "done" or "failed" && one.OldState is not ("leased" or "done" or "failed"))
            yield return $"{one.JobKey} became {one.State} while nobody held it";
        if (one.OldIsPublished == 0 && one.IsPublished == 1 && one.State is not ("done" or "failed") && one.OldState != "failed")
            yield return $"{one.JobKey} was published before it was done";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
