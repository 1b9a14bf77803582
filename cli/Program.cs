using System.CommandLine;
using PlayCount.Cli;
using PlayCount.Cli.Running;
using PlayCount.Cli.Sampling;

var root = new RootCommand("Learns from play counts and audio how often a listener would play a song, from the sound alone.")
{
    RunCommand.Create(),
    SampleCommand.Create(),
};
return await CommandLine.RunAsync(root, args, new InvocationConfiguration());
