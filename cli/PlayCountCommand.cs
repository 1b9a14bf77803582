using System.CommandLine;
using PlayCount.Cli.Experiments;
using PlayCount.Cli.Paper;
using PlayCount.Cli.Playlists;
using PlayCount.Cli.Running;
using PlayCount.Cli.Sampling;
using PlayCount.Cli.Serving;
using PlayCount.Cli.Studies;

namespace PlayCount.Cli;

/// <summary>The command line: one command a job.</summary>
internal static class PlayCountCommand
{
    public static RootCommand Root { get; } =
        new("Learns from play counts and audio how often a listener would play a song, from the sound alone.")
        {
            RunCommand.Create(),
            StudyCommand.Create(),
            ServeCommand.Create(),
            PredictCommand.Create(),
            RankCommand.Create(),
            ExperimentsCommand.Create(),
            PlaylistCommand.Create(),
            PaperCommand.Create(),
            SampleCommand.Create(),
        };
}
