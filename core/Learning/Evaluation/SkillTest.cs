namespace PlayCount.Learning.Evaluation;

/// <summary>A listener's networks by place, on their common songs.</summary>
/// <param name="User">The listener's rank, from 1.</param>
/// <param name="Networks">Layers and steps of each.</param>
/// <param name="Songs">The songs all were scored on.</param>
public sealed record ComparedNetworks(int User, IReadOnlyList<(int Layers, int Steps)> Networks, CommonSongs Songs);

/// <summary>Tests all listeners of a study together.</summary>
public static class SkillTest
{
    private const int FewestDeals = 9_999;
    private const int DealsAListener = 200; // the smallest p-value is then half of the strictest level of Holm's procedure
    private const int TestStream = 0x5045524D; // "PERM": keeps these draws apart from all others
    private const int ChoiceStream = 0x42424356; // "BBCV"
    private const int PowerStream = 0x504F5752; // "POWR"

    /// <summary>Judges each listener at <see cref="ListenerSkill.FamilyLevel"/> over all of them.</summary>
    /// <param name="listeners">Listeners whose songs were held out whole.</param>
    /// <param name="seed">The study's seed.</param>
    public static IReadOnlyList<ListenerSkill> Of(IReadOnlyList<ComparedNetworks> listeners, ulong seed)
    {
        var (testable, deals) = (Testable(listeners), Deals(listeners));
        ListenerSkill[] tested = [.. listeners.Select(listener => Tested(listener, deals, seed))];
        var p = tested.Where(skill => skill.P is not null).Select(skill => skill.P!.Value).ToArray();
        var adjusted = new Queue<double>(Holm.Adjusted(p));
        return [.. tested.Zip(listeners, (skill, listener) => !HasQuestion(listener)
            ? skill
            : skill.Judged(
                skill.P is null ? null : adjusted.Dequeue(),
                DetectableSkill.Of(
                    listener.Songs, ListenerSkill.FamilyLevel / Math.Max(testable, 1), deals, Rng.For(seed, PowerStream, skill.User))))];
    }

    /// <summary>Whether there is something to tell: networks, and no constant that is right for all of their songs.</summary>
    private static bool HasQuestion(ComparedNetworks listener) =>
        listener.Networks.Count > 0 && (listener.Songs.Count == 0 || listener.Songs.HasError);

    /// <summary>How often each listener's plays are dealt out anew.</summary>
    /// <param name="listeners">All of them.</param>
    public static int Deals(IReadOnlyList<ComparedNetworks> listeners) =>
        Math.Max(FewestDeals, DealsAListener * Testable(listeners) - 1);

    /// <summary>Whether a listener can be tested depends on songs and folds, never on how good a network is.</summary>
    private static int Testable(IReadOnlyList<ComparedNetworks> listeners) =>
        listeners.Count(listener => SkillByChance.CanTest(listener.Songs));

    private static ListenerSkill Tested(ComparedNetworks listener, int deals, ulong seed)
    {
        var songs = listener.Songs;
        var skill = new ListenerSkill(listener.User, SkillVerdict.None, listener.Networks.Count, songs.Count);
        if (!songs.HasError || listener.Networks.Count == 0)
            return skill;
        var chosen = Enumerable.Range(0, listener.Networks.Count).MaxBy(songs.R2);
        return skill with
        {
            Layers = listener.Networks[chosen].Layers,
            Steps = listener.Networks[chosen].Steps,
            R2 = songs.R2(chosen),
            Corrected = ChoiceCorrection.Of(songs, Rng.For(seed, ChoiceStream, listener.User)),
            P = SkillByChance.P(songs, deals, Rng.For(seed, TestStream, listener.User)),
        };
    }
}
