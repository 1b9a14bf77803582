using PlayCount.Contracts.V1;
using PlayCount.Inference.Serving;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Models;

namespace PlayCount.Inference.Estimating;

/// <summary>Models and estimates as callers see them.</summary>
internal static class Answers
{
    public static Estimate Of(ServedModel model, SongEstimated estimated) => new()
    {
        Plays = estimated.Plays,
        Scaled = estimated.Scaled,
        Clips = estimated.Clips,
        ModelId = model.ModelId,
        Skill = SkillOf(model.Card),
    };

    public static Model Of(ServedModel model, bool serves) => new()
    {
        ModelId = model.ModelId,
        UserId = model.Card.UserId,
        Layers = model.Name.Key.Layers,
        Steps = model.Card.Steps,
        FrontEnd = model.Card.FrontEnd.Name,
        ClipSamples = model.Card.FrontEnd.ClipSamples,
        SampleRateHz = model.Card.FrontEnd.SampleRateHz,
        Parameters = model.Card.ParameterCount,
        WeightsSha256 = model.Card.WeightsSha256,
        Skill = SkillOf(model.Card),
        Serves = serves,
    };

    public static Skill SkillOf(ModelCard card)
    {
        var skill = new Skill { Songs = card.Scores.ValidationSongs, Leaky = card.Leaky };
        if (card.Scores.R2 is { } r2 && double.IsFinite(r2))
            skill.R2 = r2;
        // The card has the model's error minus the constant's; a gain is the other way round.
        if (card.Scores.AgainstConstant is { } difference && double.IsFinite(difference.Mean + difference.Low + difference.High))
            (skill.Gain, skill.GainLow, skill.GainHigh) = (-difference.Mean, -difference.High, -difference.Low);
        if (card.Skill is { } listener)
            Tell(skill, listener);
        return skill;
    }

    private static void Tell(Skill skill, ListenerSkill listener)
    {
        skill.Verdict = listener.Verdict switch
        {
            SkillVerdict.Skill => Skill.Types.Verdict.Skill,
            SkillVerdict.NoSkill => Skill.Types.Verdict.NoSkill,
            SkillVerdict.TooFewSongs => Skill.Types.Verdict.TooFewSongs,
            _ => Skill.Types.Verdict.Unspecified,
        };
        skill.CommonSongs = listener.Songs;
        if (listener.Corrected is { } corrected)
            (skill.CorrectedR2, skill.CorrectedR2Low, skill.CorrectedR2High) = (corrected.R2, corrected.Low, corrected.High);
        if (listener.AdjustedP is { } p)
            skill.AdjustedP = p;
        if (listener.DetectableR2 is { } detectable)
            skill.DetectableR2 = detectable;
    }
}
