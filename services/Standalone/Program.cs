using PlayCount.Experiments;
using PlayCount.Extraction;
using PlayCount.Inference;
using PlayCount.Mapping;
using PlayCount.Segmentation;
using PlayCount.ServiceDefaults;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Messaging;
using PlayCount.Training;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddData();
builder.AddExtraction();
builder.AddMapping();
builder.AddSegmentation();
builder.AddTraining();
builder.Services.AddInference();
builder.AddExperiments();
builder.AddMessaging();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapInference();
app.MapExperiments();
app.Run();
